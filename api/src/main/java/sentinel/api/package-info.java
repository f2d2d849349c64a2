/** The articles over HTTP: {@code openapi.json} is the contract. */
package sentinel.api;
