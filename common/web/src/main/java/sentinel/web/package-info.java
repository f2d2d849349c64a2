/**
 * Parts that every HTTP client of Sentinel shares: the guard that keeps links of third parties out of the operator's network,
 * size limits for bodies, {@code Retry-After}. The entry points are {@link sentinel.web.TargetGuard} and {@link
 * sentinel.web.BodyReader}.
 */
package sentinel.web;
