/** What turns a page's text into facts, whoever does it: a model or rules; and which of its claims the page supports. */
@NullMarked
package sentinel.parser.provider;

import org.jspecify.annotations.NullMarked;
