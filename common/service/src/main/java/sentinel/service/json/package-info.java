/** The JSON form of messages. */
@NullMarked
package sentinel.service.json;

import org.jspecify.annotations.NullMarked;
