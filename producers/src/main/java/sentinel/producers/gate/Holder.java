package sentinel.producers.gate;

import java.util.Arrays;
import sentinel.contract.message.Source;

/**
 * Who holds a URL in L2, as its key's value says it: {@code pending|owner|run|offer|source|source name} while the URL is
 * being announced, {@code held|source|source name} afterwards.
 */
sealed interface Holder {

    String SEPARATOR = "|";

    String source();

    String sourceName();

    default boolean isFrom(Discovery discovery) {
        return source().equals(discovery.source().id()) && sourceName().equals(discovery.sourceName());
    }

    /** The URL was announced, and Kafka has it. */
    record Held(String source, String sourceName) implements Holder {
        String value() {
            return String.join(SEPARATOR, "held", source, sourceName);
        }
    }

    /** Somebody began to announce the URL: either it is being done at this moment, or whoever did it died. */
    record Pending(Claimant by, String source, String sourceName) implements Holder {
        String value() {
            return String.join(SEPARATOR, "pending", by.owner(), by.run(), by.offer(), source, sourceName);
        }
    }

    /**
     * Who claims.
     *
     * @param owner the service's instance: the same after a restart
     * @param run one life of it
     * @param offer one batch of that life
     */
    record Claimant(String owner, String run, String offer) {
        public Claimant {
            owner = owner.replace(SEPARATOR, "_");
        }

        /** The same instance in an earlier life: it is dead, since this one lives. */
        boolean isEarlierLifeOf(Claimant other) {
            return owner.equals(other.owner) && !run.equals(other.run);
        }
    }

    static Held held(Discovery discovery) {
        return new Held(discovery.source().id(), discovery.sourceName());
    }

    static Pending pending(Claimant by, Discovery discovery) {
        return new Pending(by, discovery.source().id(), discovery.sourceName());
    }

    /** A value that nobody here wrote counts as held, by someone unknown: a URL is rather seen once more than twice fetched. */
    static Holder parse(String value) {
        var parts = value.split("\\|", 6);
        if (parts.length == 6 && parts[0].equals("pending")) {
            return new Pending(new Claimant(parts[1], parts[2], parts[3]), parts[4], parts[5]);
        }
        var held = value.split("\\|", 3);
        boolean known = held.length == 3
                && held[0].equals("held")
                && Arrays.stream(Source.values()).anyMatch(source -> source.id().equals(held[1]));
        return known ? new Held(held[1], held[2]) : new Held("", "");
    }
}
