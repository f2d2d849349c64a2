/** The RSS producer: polls the listed feeds and offers their items to the gate. */
@NullMarked
package sentinel.producers.rss;

import org.jspecify.annotations.NullMarked;
