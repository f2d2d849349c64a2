/** Settings from the environment, whose problems are all reported together. */
@NullMarked
package sentinel.config;

import org.jspecify.annotations.NullMarked;
