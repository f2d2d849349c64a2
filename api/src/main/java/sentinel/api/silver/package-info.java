/** Silver as the API reads it: its rows, and what each of its versions changed, by Delta Kernel. */
package sentinel.api.silver;
