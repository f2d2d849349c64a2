/** Stand-ins for language models: they speak the providers' protocols and answer with what is true, or fail on demand. */
package sentinel.simulator.llm;
