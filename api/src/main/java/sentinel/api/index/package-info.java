/** The articles as they are served: a rebuildable Lucene index, and searches in it. */
package sentinel.api.index;
