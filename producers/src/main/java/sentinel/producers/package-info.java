/**
 * Discovery: what RSS feeds and GDELT announce goes through the Redis gate into {@code sentinel.urls}, once. Revisits: what is stored is
 * announced there again.
 *
 * <p>{@code gate} decides what is new, {@code feeds} reads feed documents, {@code rss} and {@code
 * gdelt} find articles, {@code revisit} plans further visits of those that are stored. These three are services.
 */
@NullMarked
package sentinel.producers;

import org.jspecify.annotations.NullMarked;
