/**
 * The article extractor: bytes of a page in, clean text and metadata out. It is useful without the rest of Sentinel and
 * depends on jsoup, Jackson's YAML reader, the public suffix list, {@link sentinel.text.date}, {@link
 * sentinel.text.charset} and the plausible dates of {@link sentinel.contract.message}. {@link sentinel.extractor.Extractor}
 * is the entry point.
 */
@NullMarked
package sentinel.extractor;

import org.jspecify.annotations.NullMarked;
