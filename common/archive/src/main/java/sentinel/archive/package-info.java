/**
 * The raw archive: fetched pages in WARC files (ISO 28500:2017), so that they can be read again without fetching them.
 * {@link sentinel.archive.PageArchive} writes, {@link sentinel.archive.ArchiveReader} reads.
 */
@NullMarked
package sentinel.archive;

import org.jspecify.annotations.NullMarked;
