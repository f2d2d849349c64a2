/** The articles over HTTP: {@code openapi.json} is the contract. */
@NullMarked
package sentinel.api;

import org.jspecify.annotations.NullMarked;
