/** The Spark job that makes Silver, with one row for each article, from Bronze and the sightings. */
@NullMarked
package sentinel.silver;

import org.jspecify.annotations.NullMarked;
