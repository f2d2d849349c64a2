package sentinel.producers.gdelt;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.message.SlotRead;
import sentinel.producers.gate.Cursors;
import sentinel.service.json.Json;
import sentinel.service.json.Json.UndecodableException;
import sentinel.service.redis.PatientRedis;

/**
 * The last file whose rows are all announced: in Kafka, and in Redis below {@code prefix:gdelt:cursor:{address of the
 * list}}. One of them may lose its data: the later position of the two counts. Both lost: a first start.
 */
final class GdeltCursor {

    private static final Logger log = LoggerFactory.getLogger(GdeltCursor.class);

    /** @param md5 of the file: one that is published again under its old label is another file */
    record Position(String slot, String md5) {}

    private final Cursors cursors;
    private final PatientRedis redis;
    private final String list;
    private final String key;

    /** Of this loop's thread only. */
    private boolean begun;

    private Optional<Position> own = Optional.empty();

    GdeltCursor(Cursors cursors, PatientRedis redis, GkgAddresses addresses) {
        this.cursors = cursors;
        this.redis = redis;
        list = addresses.lastUpdate().toString();
        key = redis.key("gdelt", "cursor", list);
    }

    Optional<Position> load() {
        if (!begun) {
            own = cursors.load(list).flatMap(GdeltCursor::position);
            begun = true;
            log.info("gdelt_begins cursor={}", own.map(Position::slot).orElse("none in kafka"));
        }
        return Stream.concat(own.stream(), inRedis().stream()).max(Comparator.comparing(Position::slot));
    }

    void save(GkgFile file, Instant now) {
        cursors.save(list, Json.encode(new SlotRead(SlotRead.SCHEMA_VERSION, file.slot(), file.md5(), now)));
        own = Optional.of(new Position(file.slot(), file.md5()));
        redis.patiently(client -> client.set(key, file.slot() + " " + file.md5()));
    }

    private Optional<Position> inRedis() {
        return Optional.ofNullable(redis.patiently(client -> client.get(key)))
                .map(value -> value.split(" ", 2))
                .filter(parts -> parts.length == 2 && GkgFile.time(parts[0]).isPresent())
                .map(parts -> new Position(parts[0], parts[1]));
    }

    private static Optional<Position> position(byte[] message) {
        try {
            var read = Json.decode(message, SlotRead.class);
            return GkgFile.time(read.slot()).map(time -> new Position(read.slot(), read.md5()));
        } catch (UndecodableException e) {
            log.warn("gdelt_cursor_unreadable reason=\"{}\"", e.getMessage());
            return Optional.empty();
        }
    }
}
