/**
 * The raw archive: pages as fetched, in WARC files (ISO 28500:2017), so that they can be read anew without fetching them
 * again. {@link sentinel.archive.PageArchive} writes, {@link sentinel.archive.ArchiveReader} reads.
 */
package sentinel.archive;
