/** Decodes bytes of unknown encoding to text. {@link sentinel.text.charset.Charsets} is the entry point. */
package sentinel.text.charset;
