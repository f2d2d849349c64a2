/** Stand-ins for language models: they speak the providers' protocols and answer with what is true, or fail on demand. */
@NullMarked
package sentinel.simulator.llm;

import org.jspecify.annotations.NullMarked;
