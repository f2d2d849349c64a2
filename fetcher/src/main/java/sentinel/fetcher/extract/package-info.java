/**
 * The article extractor: bytes of a page in, clean text and metadata out. It stands alone: jsoup, Jackson, the JDK,
 * {@link sentinel.text.date} and {@link sentinel.text.charset}, and nothing of Kafka or of the fetcher round it. {@link sentinel.fetcher.extract.Extractor} is the way in; {@link
 * sentinel.fetcher.extract.ExtractMain}, the command line, is the one class here that knows the fetcher.
 */
package sentinel.fetcher.extract;
