/** Reads feed documents: RSS, Atom and JSON Feed, sound or broken. */
@NullMarked
package sentinel.producers.feeds;

import org.jspecify.annotations.NullMarked;
