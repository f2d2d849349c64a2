/** The transactional loop, and the steps that it runs. */
@NullMarked
package sentinel.service.stage;

import org.jspecify.annotations.NullMarked;
