package sentinel.api.index;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.api.groups.Groups;
import sentinel.api.groups.Membership;
import sentinel.api.groups.Report;
import sentinel.api.silver.SilverArticle;

/**
 * Keeps the groups in the documents of an index. Writes what changes with each batch: to the documents of the batch, and to
 * others whose groups have another size or name now.
 */
final class ArticleGroups implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ArticleGroups.class);

    /** Articles after which groups are written within a batch. */
    private static final int AT_A_TIME = 2_000;

    private final ArticleIndex index;
    private final ArticleArchive archive;
    private final Groups groups;
    private final Map<Long, Report> upserts = new HashMap<>();
    private final Set<Long> deletes = new HashSet<>();
    private boolean broken;

    private ArticleGroups(ArticleIndex index) throws IOException {
        this.index = index;
        this.archive = index.archive();
        this.groups = new Groups(archive);
    }

    /** The groups of an index as it was published, ready to follow changes. */
    static ArticleGroups restored(ArticleIndex index) throws IOException {
        var opened = new ArticleGroups(index);
        long startedAt = System.nanoTime();
        long newest = opened.archive.newest();
        var kept = opened.archive.kept(Groups.liveSince(newest));
        opened.write(opened.groups.restore(kept, newest));
        opened.archive.refresh();
        log.info(
                "groups_restored articles={} live={} took={}",
                kept.size(),
                opened.groups.liveArticles(),
                Duration.ofNanos(System.nanoTime() - startedAt));
        return opened;
    }

    /** The groups of a new index, from all the articles that were added to it, which has none yet. */
    static ArticleGroups built(ArticleIndex index, Runnable checkStopped) throws IOException {
        var built = new ArticleGroups(index);
        var batch = new ArrayList<Report>();
        for (var article : built.archive.inOrder()) {
            var report = built.archive.report(article.id());
            if (report != null) {
                batch.add(report);
            }
            if (batch.size() == AT_A_TIME) {
                built.archive.expect(built.groups.apply(batch, Set.of()));
                batch.clear();
                checkStopped.run();
            }
        }
        built.archive.expect(built.groups.apply(batch, Set.of()));
        built.write(built.archive.expected());
        built.archive.refresh();
        return built;
    }

    /** To be called after the article was written to the index. */
    void upsert(SilverArticle article) throws IOException {
        var report = Reports.of(article);
        deletes.remove(report.id());
        upserts.put(report.id(), report);
        if (upserts.size() >= AT_A_TIME) {
            write();
        }
    }

    void delete(String id) {
        long number = Report.number(id);
        upserts.remove(number);
        deletes.add(number);
    }

    /** Writes the groups of what was passed since the last time. */
    void write() throws IOException {
        broken = true;
        var changed = new HashMap<>(groups.apply(upserts.values(), deletes));
        for (long id : upserts.keySet()) { // its document is a new one, without groups
            var membership = groups.of(id);
            if (!membership.equals(Membership.ALONE)) {
                changed.putIfAbsent(id, membership);
            }
        }
        write(changed);
        upserts.clear();
        deletes.clear();
        archive.refresh();
        broken = false;
    }

    /** Whether {@link #write} failed: the index and the groups may differ, and a new index has to be built. */
    boolean isBroken() {
        return broken;
    }

    private void write(Map<Long, Membership> changed) throws IOException {
        for (var article : changed.entrySet()) {
            index.setGroups(Report.id(article.getKey()), article.getValue());
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
