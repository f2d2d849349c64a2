/**
 * Delta tables without Spark, with Delta Kernel. {@link sentinel.delta.AppendTable} appends rows together with their Kafka
 * offsets; {@link sentinel.delta.Compaction} and {@link sentinel.delta.Vacuum} keep it small. {@link
 * sentinel.delta.DeltaReader} reads a version of a table, and the changes of each version. {@link sentinel.delta.TableLog}
 * reads the log itself.
 */
@NullMarked
package sentinel.delta;

import org.jspecify.annotations.NullMarked;
