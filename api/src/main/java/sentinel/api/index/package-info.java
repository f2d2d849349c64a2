/** The articles as they are served: a rebuildable Lucene index, and searches in it. */
@NullMarked
package sentinel.api.index;

import org.jspecify.annotations.NullMarked;
