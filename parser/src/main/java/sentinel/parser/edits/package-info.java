/** Articles whose text changes again and again: when a model reads which text. */
@NullMarked
package sentinel.parser.edits;

import org.jspecify.annotations.NullMarked;
