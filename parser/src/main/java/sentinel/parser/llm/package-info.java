/** Providers that ask a language model, and all that keeps a slow, costly, fallible one from harming the pipeline. */
package sentinel.parser.llm;
