package sentinel.producers.gdelt;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.producers.gate.DiscoveryMetrics;
import sentinel.producers.gate.Gate;
import sentinel.producers.gate.StopSignal;
import sentinel.producers.gate.StopSignal.StoppedException;
import sentinel.producers.gate.Tally;
import sentinel.service.redis.PatientRedis;
import sentinel.service.run.Loop;
import sentinel.web.Bytes;
import sentinel.web.download.Downloads;
import sentinel.web.download.Reply;

/**
 * Reads each GKG file once, in the order of their slots, and moves the cursor behind it when all of it is announced. Files
 * are taken as soon as they are listed, which is before the time of their label.
 */
final class GdeltLoop implements Loop {

    private static final Logger log = LoggerFactory.getLogger(GdeltLoop.class);
    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final Duration PROBE = Duration.ofSeconds(5);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(15);
    private static final int MOST_DOUBLINGS = 10;

    private static final int LARGEST_LIST = 64 * 1024;
    private static final int LARGEST_ZIP = 64 * 1024 * 1024;
    private static final long LARGEST_FILE = 512L * 1024 * 1024;
    private static final int LONGEST_LINE = 1024 * 1024;
    private static final long LARGEST_MASTER_LIST = 1024L * 1024 * 1024;
    /** Three lines of about 110 bytes a slot, doubled; and never less than a month's. */
    private static final int MASTER_LIST_BYTES_PER_SLOT = 700;

    private static final int SHORTEST_TAIL = 1024 * 1024;
    private static final int LONGEST_TAIL = 64 * 1024 * 1024;
    private static final int NOT_FOUND = 404;
    private static final int LOOKS_BACK_BELIEVED = 3;

    private final GdeltConfig config;
    private final GkgAddresses addresses;
    private final GkgLines lines = new GkgLines(LARGEST_FILE, LONGEST_LINE);
    private final Downloads web;
    private final Gate gate;
    private final GdeltCursor cursor;
    private final PatientRedis redis;
    private final DiscoveryMetrics discoveries;
    private final MeterRegistry metrics;
    private final StopSignal stop;
    private final Clock clock;

    private String attempted = "";
    private int attempts;
    private int looksBack;

    GdeltLoop(
            GdeltConfig config,
            GkgAddresses addresses,
            Downloads web,
            Gate gate,
            PatientRedis redis,
            DiscoveryMetrics discoveries,
            MeterRegistry metrics,
            StopSignal stop,
            Clock clock) {
        this.config = config;
        this.addresses = addresses;
        this.web = web;
        this.gate = gate;
        this.cursor = new GdeltCursor(gate.cursors(), redis, addresses);
        this.redis = redis;
        this.discoveries = discoveries;
        this.metrics = metrics;
        this.stop = stop;
        this.clock = clock;
    }

    /** GDELT could not be read this time. */
    private static final class UnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final Optional<Duration> retryAfter;

        UnavailableException(String what, Reply.Failed failed) {
            super(what + ": " + failed.reason());
            status = failed.status();
            retryAfter = failed.retryAfter();
        }
    }

    @Override
    public void run() {
        int failures = 0;
        var wait = Duration.ZERO;
        while (!waited(wait)) {
            try {
                cycle();
                failures = 0;
                wait = config.interval();
            } catch (UnavailableException e) {
                failures++;
                wait = backOff(failures, e.retryAfter);
                metrics.counter("sentinel.gdelt.cycles", "outcome", "failed").increment();
                log.warn("gdelt_unreadable reason=\"{}\" next={}", e.getMessage(), wait);
            } catch (StoppedException e) {
                log.debug("gdelt_cycle_given_up");
            } catch (RuntimeException e) {
                failures++;
                wait = backOff(failures, Optional.empty());
                log.error("gdelt_cycle_failed next={}", wait, e);
            }
        }
    }

    @Override
    public void stop() {
        stop.raise();
        web.cancelAll();
    }

    private void cycle() throws UnavailableException {
        var latest = latest();
        if (latest.isEmpty()) {
            log.warn("gdelt_without_gkg_file url={}", addresses.lastUpdate());
            return;
        }
        for (var file : due(latest.get())) {
            if (!take(file)) {
                return; // in order: what follows waits for it
            }
        }
        metrics.counter("sentinel.gdelt.cycles", "outcome", "ok").increment();
    }

    private Optional<GkgFile> latest() throws UnavailableException {
        var reply = page(web.get(addresses.lastUpdate(), Map.of(), LARGEST_LIST), "lastupdate");
        return GkgFile.list(text(reply.body())).stream().max(Comparator.comparing(GkgFile::slot));
    }

    /** The files to read now, oldest first. */
    private List<GkgFile> due(GkgFile latest) throws UnavailableException {
        var position = cursor.load();
        if (position.isEmpty()) {
            return List.of(latest);
        }
        String done = position.get().slot();
        int order = latest.slot().compareTo(done);
        if (order < 0) {
            return steppedBack(latest, done);
        }
        looksBack = 0;
        if (order == 0) {
            return latest.md5().equals(position.get().md5()) ? List.of() : List.of(latest);
        }
        if (latest.directlyFollows(done, SLOT)) {
            return List.of(latest);
        }
        return Stream.concat(missed(done, latest).stream(), Stream.of(latest)).toList();
    }

    /**
     * A list that names an older file than before is a stale copy in some cache, and soon over; or the source was set up
     * anew, and then we begin anew. What is read twice that way is held back by the gate.
     */
    private List<GkgFile> steppedBack(GkgFile latest, String done) {
        looksBack++;
        if (looksBack < LOOKS_BACK_BELIEVED) {
            return List.of();
        }
        looksBack = 0;
        log.warn("gdelt_begins_at_latest cursor={} latest={}", done, latest.slot());
        return List.of(latest);
    }

    /** What the master list has between the cursor and the latest file, no older than the bound of catching up. */
    private List<GkgFile> missed(String done, GkgFile latest) throws UnavailableException {
        var from = GkgFile.time(done).orElseThrow();
        var oldest = latest.time().minus(config.catchUp());
        if (from.isBefore(oldest)) {
            log.warn("gdelt_slots_given_up from={} to={} reason=\"older than the bound of catching up\"", from, oldest);
            from = oldest;
        }
        var start = from;
        var found = new TreeMap<String, GkgFile>();
        for (var file : masterList(from, latest.time())) {
            boolean missed = file.slot().compareTo(done) > 0 && file.slot().compareTo(latest.slot()) < 0;
            if (missed && !file.time().isBefore(start)) {
                found.put(file.slot(), file);
            }
        }
        log.info("gdelt_catching_up after={} missed={} latest={}", done, found.size(), latest.slot());
        return List.copyOf(found.values());
    }

    private List<GkgFile> masterList(Instant from, Instant to) throws UnavailableException {
        long slots = Duration.between(from, to).dividedBy(SLOT) + 1;
        int tail = (int) Math.max(SHORTEST_TAIL, Math.min(LONGEST_TAIL, slots * MASTER_LIST_BYTES_PER_SLOT));
        var reply = web.getTail(addresses.masterList(), tail, LARGEST_MASTER_LIST);
        if (reply instanceof Reply.Failed failed && failed.status() == NOT_FOUND) {
            log.warn("gdelt_without_master_list url={} action=skip_missed_slots", addresses.masterList());
            return List.of();
        }
        var body = page(reply, "master list").body();
        String text = text(body);
        if (body.size() >= tail) {
            text = text.substring(text.indexOf('\n') + 1); // it begins in the middle of a line
        }
        return GkgFile.list(text);
    }

    /** Reads a file and announces it; false when it has to be tried again. */
    private boolean take(GkgFile file) throws UnavailableException {
        var started = clock.instant();
        var harvest = new GkgHarvest(config.filter(), config.cap(), started);
        try {
            var zip = page(web.get(addresses.file(file), Map.of(), LARGEST_ZIP), file.name());
            check(file, zip.body());
            lines.read(zip.body(), harvest);
        } catch (UnavailableException e) {
            if (e.status < 400 || e.status >= 500 || e.status == 429) {
                throw e; // theirs or the network's trouble, which says nothing of the file
            }
            return failed(file, e.getMessage());
        } catch (IOException e) {
            return failed(file, e.getMessage());
        }
        harvest.skipped().forEach(discoveries::skip);
        var tally = gate.offer(harvest.discoveries());
        cursor.save(file, clock.instant());
        report(file, harvest, tally, Duration.between(started, clock.instant()));
        return true;
    }

    private static void check(GkgFile file, Bytes zip) throws IOException {
        if (zip.size() != file.size()) {
            throw new IOException("has " + zip.size() + " bytes instead of " + file.size());
        }
        String md5 = md5(zip);
        if (!md5.equals(file.md5())) {
            throw new IOException("has MD5 " + md5 + " instead of " + file.md5());
        }
    }

    /** A file that stays missing or damaged must not stop all that follow; true when it is given up. */
    private boolean failed(GkgFile file, @Nullable String reason) {
        attempts = file.slot().equals(attempted) ? attempts + 1 : 1;
        attempted = file.slot();
        boolean givenUp = attempts >= config.fileAttempts();
        metrics.counter("sentinel.gdelt.files", "outcome", givenUp ? "given_up" : "bad")
                .increment();
        if (givenUp) {
            log.error("gdelt_file_given_up file={} attempts={} reason=\"{}\"", file.name(), attempts, reason);
            cursor.save(file, clock.instant());
        } else {
            log.warn("gdelt_file_bad file={} attempt={} reason=\"{}\"", file.name(), attempts, reason);
        }
        return givenUp;
    }

    private void report(GkgFile file, GkgHarvest harvest, Tally tally, Duration took) {
        metrics.counter("sentinel.gdelt.files", "outcome", "ok").increment();
        log.info(
                "gdelt_polled file={} outcome=ok announced={} sightings={} l1_hits={} l2_hits={} skipped={} ms={}",
                file.name(),
                tally.announced(),
                tally.sightings(),
                tally.l1Hits(),
                tally.l2Hits(),
                harvest.skipped(),
                took.toMillis());
    }

    private static Reply.Page page(Reply reply, String what) throws UnavailableException {
        if (reply instanceof Reply.Page page) {
            return page;
        }
        throw new UnavailableException(
                what,
                reply instanceof Reply.Failed failed
                        ? failed
                        : new Reply.Failed(
                                304, Reply.Kind.STATUS, "not modified, though nothing was asked so", Optional.empty()));
    }

    private Duration backOff(int failures, Optional<Duration> retryAfter) {
        var doubled = config.interval().multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        var wait = retryAfter.filter(r -> r.compareTo(doubled) > 0).orElse(doubled);
        var longest = config.interval().compareTo(LONGEST_BACK_OFF) > 0 ? config.interval() : LONGEST_BACK_OFF;
        return wait.compareTo(longest) > 0 ? longest : wait;
    }

    /** Waits, with a look at Redis now and then; true when asked to stop. */
    private boolean waited(Duration time) {
        var until = clock.instant().plus(time);
        while (true) {
            var left = Duration.between(clock.instant(), until);
            if (left.isNegative() || left.isZero()) {
                return stop.raised();
            }
            if (stop.stoppedWithin(left.compareTo(PROBE) < 0 ? left : PROBE)) {
                return true;
            }
            redis.probe();
        }
    }

    private static String text(Bytes bytes) {
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }

    private static String md5(Bytes bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has MD5", e);
        }
    }
}
