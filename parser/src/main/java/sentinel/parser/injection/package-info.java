/** Which parts of a page speak to a model that reads it, instead of telling a reader something. */
@NullMarked
package sentinel.parser.injection;

import org.jspecify.annotations.NullMarked;
