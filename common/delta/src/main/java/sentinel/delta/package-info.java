/**
 * Delta tables without Spark, by Delta Kernel: {@link sentinel.delta.AppendTable} appends rows together with the offsets
 * they came from and is kept small by {@link sentinel.delta.Compaction} and {@link sentinel.delta.Vacuum}; {@link
 * sentinel.delta.DeltaReader} reads a version of a table, and what each version changed.
 */
package sentinel.delta;
