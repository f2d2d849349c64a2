/**
 * Discovery: what RSS feeds and GDELT announce goes through the Redis gate into {@code sentinel.urls}, once.
 *
 * <p>{@code gate} decides what is new, {@code feeds} reads feed documents, {@code rss} and {@code
 * gdelt} are the two services.
 */
@NullMarked
package sentinel.producers;

import org.jspecify.annotations.NullMarked;
