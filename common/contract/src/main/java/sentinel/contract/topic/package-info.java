/** All topics with their settings, and the headers of dead letters. */
@NullMarked
package sentinel.contract.topic;

import org.jspecify.annotations.NullMarked;
