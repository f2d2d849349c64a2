/** The identity of an article in its URL. */
@NullMarked
package sentinel.contract.url;

import org.jspecify.annotations.NullMarked;
