package sentinel.api.groups;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which live articles have a name or number in their vectors. Words are not indexed: articles that share no names are not
 * compared. Not for several threads.
 */
final class NameIndex {

    /** Articles that can be live at a time. */
    static final int MAX_ARTICLES = 1 << 22;

    private static final int FEWEST = 1_024;

    /** Receives the articles that share names with another. */
    interface Found {
        void take(LiveArticle article);
    }

    private final IntCounts lists = new IntCounts(); // term to its list, from 1
    private int[][] postings = new int[FEWEST][]; // slots of articles
    private int[] sizes = new int[FEWEST];
    private final List<Integer> freeLists = new ArrayList<>();
    private int listCount = 1;

    private @Nullable LiveArticle[] articles = new LiveArticle[FEWEST];
    private byte[] shared = new byte[FEWEST]; // of one search: names that both have
    private int[] touched = new int[FEWEST];
    private final List<Integer> freeSlots = new ArrayList<>();
    private final List<Integer> removed = new ArrayList<>(); // slots that lists still name
    private int slotCount;

    int size() {
        return slotCount - freeSlots.size() - removed.size();
    }

    /** @throws IllegalStateException there are {@link #MAX_ARTICLES} already */
    void add(LiveArticle article) {
        int slot = slot();
        articles[slot] = article;
        article.slot = slot;
        var vector = article.vector;
        for (int i = 0; i < vector.size(); i++) {
            if (Terms.isName(vector.term(i))) {
                add(vector.term(i), slot);
            }
        }
    }

    private int slot() {
        if (!freeSlots.isEmpty()) {
            return freeSlots.remove(freeSlots.size() - 1);
        }
        if (slotCount == MAX_ARTICLES) {
            throw new IllegalStateException("more than " + MAX_ARTICLES + " articles within a week");
        }
        if (slotCount == articles.length) {
            articles = Arrays.copyOf(articles, 2 * slotCount);
            shared = new byte[2 * slotCount];
            touched = new int[2 * slotCount];
        }
        return slotCount++;
    }

    private void add(int term, int slot) {
        int list = lists.get(term);
        if (list == 0) {
            list = newList();
            lists.put(term, list);
        }
        int size = sizes[list];
        if (size == postings[list].length) {
            postings[list] = Arrays.copyOf(postings[list], size + (size >> 1) + 1);
        }
        postings[list][size] = slot;
        sizes[list]++;
    }

    private int newList() {
        int list = freeLists.isEmpty() ? listCount++ : freeLists.remove(freeLists.size() - 1);
        if (list == postings.length) {
            postings = Arrays.copyOf(postings, 2 * list);
            sizes = Arrays.copyOf(sizes, 2 * list);
        }
        postings[list] = new int[1];
        return list;
    }

    /** Its place in the lists is cleared when there are many such places. */
    void remove(LiveArticle article) {
        articles[article.slot] = null;
        removed.add(article.slot);
        article.slot = LiveArticle.NO_SLOT;
        if (removed.size() > FEWEST && removed.size() > size() / 4) {
            sweep();
        }
    }

    private void sweep() {
        lists.forEach((term, list) -> {
            int kept = 0;
            int[] slots = postings[list];
            for (int i = 0; i < sizes[list]; i++) {
                if (articles[slots[i]] != null) {
                    slots[kept++] = slots[i];
                }
            }
            sizes[list] = kept;
            if (kept < slots.length / 2) {
                postings[list] = Arrays.copyOf(slots, kept);
            }
        });
        for (int term : lists.keys(list -> sizes[list] == 0)) {
            freeLists.add(lists.get(term));
            lists.put(term, 0);
        }
        freeSlots.addAll(removed);
        removed.clear();
    }

    /**
     * Every other live article that shares names with this one, in no particular order.
     *
     * @param least how many
     */
    void search(LiveArticle article, int least, Found found) {
        var vector = article.vector;
        int count = 0;
        for (int i = 0; i < vector.size(); i++) {
            int list = Terms.isName(vector.term(i)) ? lists.get(vector.term(i)) : 0;
            if (list != 0) {
                int[] slots = postings[list];
                for (int k = 0; k < sizes[list]; k++) {
                    if (shared[slots[k]]++ == 0) {
                        touched[count++] = slots[k];
                    }
                }
            }
        }
        for (int i = 0; i < count; i++) {
            int slot = touched[i];
            var other = articles[slot];
            if (shared[slot] >= least && other != null && other != article) {
                found.take(other);
            }
            shared[slot] = 0;
        }
    }
}
