/** A small HTTP/1.1 server that may also misbehave on purpose. */
@NullMarked
package sentinel.simulator.http;

import org.jspecify.annotations.NullMarked;
