/**
 * The messages of all topics. Their constructors replace a null list, as JSON without that field gives it, by an empty
 * list, and so a component that is not marked is never null. Their builders are generated without such marks.
 */
@NullMarked
package sentinel.contract.message;

import org.jspecify.annotations.NullMarked;
