/**
 * What every HTTP client of Sentinel shares: the guard that keeps links of strangers out of the operator's network, bodies
 * that are read with caps, {@code Retry-After}. The way in are {@link sentinel.web.TargetGuard} and {@link
 * sentinel.web.BodyReader}.
 */
package sentinel.web;
