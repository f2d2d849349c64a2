/**
 * The one HTTP client for addresses that strangers name: guarded against private addresses, limited in time and size. The
 * entry point is {@link sentinel.web.WebClient}.
 */
@NullMarked
package sentinel.web;

import org.jspecify.annotations.NullMarked;
