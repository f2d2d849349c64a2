/** Two ways to use Redis: to wait until it answers, and to continue without it. */
@NullMarked
package sentinel.service.redis;

import org.jspecify.annotations.NullMarked;
