/** Which article a page is: its canonical link if that can be believed, or the address where it was found. */
@NullMarked
package sentinel.fetcher.identity;

import org.jspecify.annotations.NullMarked;
