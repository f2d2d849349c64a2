/** Which articles are copies of each other, and which tell the same story. Knows nothing of the index. */
@NullMarked
package sentinel.api.groups;

import org.jspecify.annotations.NullMarked;
