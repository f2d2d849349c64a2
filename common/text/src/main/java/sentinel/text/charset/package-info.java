/** Decodes bytes of unknown encoding to text. {@link sentinel.text.charset.Charsets} is the entry point. */
@NullMarked
package sentinel.text.charset;

import org.jspecify.annotations.NullMarked;
