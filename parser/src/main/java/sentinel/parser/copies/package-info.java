/** Copies of an article that was parsed before: the texts of news agencies that many sites carry. */
@NullMarked
package sentinel.parser.copies;

import org.jspecify.annotations.NullMarked;
