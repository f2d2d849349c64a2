/** Providers that ask a language model, and all that keeps a slow, costly, fallible one from harming the pipeline. */
@NullMarked
package sentinel.parser.llm;

import org.jspecify.annotations.NullMarked;
