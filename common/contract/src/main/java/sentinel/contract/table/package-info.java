/** The columns of all tables, and the report of the job that writes Silver. */
@NullMarked
package sentinel.contract.table;

import org.jspecify.annotations.NullMarked;
