package sentinel.producers.gdelt;

import java.util.Optional;
import sentinel.producers.gate.Redis;

/**
 * The last file whose rows are all announced, in Redis below {@code prefix:gdelt:cursor:{address of the list}}. Lost: a
 * first start.
 */
final class GdeltCursor {

    /** @param md5 of the file: one that is published again under its old label is another file */
    record Position(String slot, String md5) {}

    private final Redis redis;
    private final String key;

    GdeltCursor(Redis redis, GkgAddresses addresses) {
        this.redis = redis;
        key = redis.key("gdelt", "cursor", addresses.lastUpdate().toString());
    }

    Optional<Position> load() {
        return Optional.ofNullable(redis.patiently(client -> client.get(key)))
                .map(value -> value.split(" ", 2))
                .filter(parts -> parts.length == 2 && GkgFile.time(parts[0]).isPresent())
                .map(parts -> new Position(parts[0], parts[1]));
    }

    void save(GkgFile file) {
        redis.patiently(client -> client.set(key, file.slot() + " " + file.md5()));
    }
}
