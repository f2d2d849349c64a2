/** The newsroom: a small web with news sites, feeds, GDELT and language models, whose truth is known. */
@NullMarked
package sentinel.simulator;

import org.jspecify.annotations.NullMarked;
