/** Whole files from sources that the operator chose: feeds and GDELT's lists and archives. */
@NullMarked
package sentinel.web.download;

import org.jspecify.annotations.NullMarked;
