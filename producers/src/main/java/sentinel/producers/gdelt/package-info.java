/** The GDELT producer: reads GKG files and offers the web pages that they name to the gate. */
@NullMarked
package sentinel.producers.gdelt;

import org.jspecify.annotations.NullMarked;
