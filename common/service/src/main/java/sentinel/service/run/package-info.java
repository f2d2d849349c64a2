/** Start, stop and health of a service. */
@NullMarked
package sentinel.service.run;

import org.jspecify.annotations.NullMarked;
