/** The parser: from the clean text of a page to a structured, validated, scored record. */
@NullMarked
package sentinel.parser;

import org.jspecify.annotations.NullMarked;
