package sentinel.simulator.world;

/** How articles are edited by themselves. */
public enum Editing {
    /** At a rate, whichever article it is. */
    BY_RATE,
    /** As news sites do: {@link EditTimes}. */
    AS_NEWS,
    /** The same, and some articles are followed live: edited many times within hours. */
    WITH_LIVE_STORIES
}
