/** A small HTTP/1.1 server that may also misbehave on purpose. */
package sentinel.simulator.http;
