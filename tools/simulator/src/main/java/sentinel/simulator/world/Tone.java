package sentinel.simulator.world;

import java.util.Locale;

/** How a story reads; its sentences are chosen for it. */
public enum Tone {
    POSITIVE(0.7),
    NEUTRAL(0.0),
    NEGATIVE(-0.7);

    private final double score;

    Tone(double score) {
        this.score = score;
    }

    /** In [-1,1], as a sentiment score. */
    public double score() {
        return score;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
