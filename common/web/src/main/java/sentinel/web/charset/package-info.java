/** From bytes of unknown encoding to text. {@link sentinel.web.charset.Charsets} is the way in. */
package sentinel.web.charset;
