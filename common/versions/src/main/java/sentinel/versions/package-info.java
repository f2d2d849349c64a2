/** Versions of an article's text: what a reader would call the same text, and what changed between two. */
@NullMarked
package sentinel.versions;

import org.jspecify.annotations.NullMarked;
