/**
 * From an announced URL to the text of its article: {@link sentinel.fetcher.FetchStage} is the step, {@link
 * sentinel.fetcher.PageFetcher} fetches, {@code identity} decides which article a page is.
 */
@NullMarked
package sentinel.fetcher;

import org.jspecify.annotations.NullMarked;
