/** From bytes of unknown encoding to text. {@link sentinel.text.charset.Charsets} is the way in. */
package sentinel.text.charset;
