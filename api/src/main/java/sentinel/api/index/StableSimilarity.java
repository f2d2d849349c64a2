package sentinel.api.index;

import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;

/**
 * BM25 (Robertson and Zaragoza, 2009) without statistics of the collection: an article's score depends on the article
 * and the query only. So a page by relevance goes on where the one before ended although articles came in between. The
 * rarity of a word, which is given up, matters little where all words must occur.
 */
final class StableSimilarity extends BM25Similarity {

    /** Words of a common article with its names. */
    private static final float TYPICAL_LENGTH = 500;

    @Override
    protected float idf(long documentsWithTerm, long documents) {
        return 1;
    }

    @Override
    protected float avgFieldLength(CollectionStatistics statistics) {
        return TYPICAL_LENGTH;
    }
}
