package sentinel.simulator.site;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Source;
import sentinel.simulator.http.Answer;
import sentinel.simulator.world.Article;
import sentinel.simulator.world.World;

/**
 * Announces articles by GDELT files. A file is published at the start and then one per slot, counted from the first
 * request for a list; what happens between goes into the next one. Thread-safe.
 */
public final class GdeltDesk implements World.Listener {

    private final World world;
    private final Gdelt files;
    private final Duration slot;
    private final List<Article> waiting = new ArrayList<>();
    private @Nullable Instant due; // null before anyone has asked for the list

    /**
     * The first label follows from the time since the world began, so that a newsroom that is started again never
     * publishes a label twice.
     *
     * @param base address above {@code /gdeltv2/} that the lists name, without a trailing slash
     */
    public GdeltDesk(World world, String base, Duration slot, Instant now) {
        this.world = world;
        this.slot = slot;
        var begin = world.plan().start();
        long slotsBefore = Duration.between(begin, now).dividedBy(slot);
        this.files = new Gdelt(base, begin.plus(Gdelt.labelStep().multipliedBy(slotsBefore)));
    }

    @Override
    public synchronized void published(Article article) {
        article.discovery(Source.GDELT).ifPresent(found -> {
            files.announce(Entries.of(world, article, found));
            waiting.add(article);
        });
    }

    @Override
    public synchronized void edited(Article article) {
        published(article);
    }

    /** Has the next file announce a page that is no article of the world. */
    synchronized void announce(Entry entry) {
        files.announce(entry);
    }

    /** When the next file is due; empty before anyone has asked for the list. */
    public synchronized Optional<Instant> due() {
        return Optional.ofNullable(due);
    }

    /** Publishes the file that is due. */
    public synchronized void closeDue() {
        var now = requireNonNull(due, "no file is due before someone asks for the list");
        close(now);
        due = now.plus(slot);
    }

    /** Publishes a file now; returns its label. */
    public synchronized String close(Instant now) {
        String label = files.close();
        waiting.forEach(article -> world.announcedByGdelt(article, now));
        waiting.clear();
        return label;
    }

    /** Labels of all files, oldest first. */
    public List<String> labels() {
        return files.labels();
    }

    /** What {@code /gdeltv2/<name>} gets. */
    public Answer answer(String name, Instant now) {
        return switch (name) {
            case "lastupdate.txt" -> {
                someoneReads(now);
                yield Answer.text(200, files.lastUpdate());
            }
            case "masterfilelist.txt" -> {
                someoneReads(now);
                yield Answer.text(200, files.masterList());
            }
            default -> {
                Optional<byte[]> zip = files.file(name);
                yield zip.isPresent()
                        ? Answer.of(200, "application/zip", zip.get())
                        : Answer.text(404, "no such file\n");
            }
        };
    }

    private synchronized void someoneReads(Instant now) {
        if (due == null) {
            due = now.plus(slot);
        }
    }
}
