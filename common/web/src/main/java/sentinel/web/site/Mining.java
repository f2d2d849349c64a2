package sentinel.web.site;

/** Whether text and data mining is reserved (TDM Reservation Protocol). */
public enum Mining {
    UNSAID,
    FREE,
    RESERVED;

    /** The meaning of a {@code tdm-reservation}, which may be null. */
    public static Mining of(String value) {
        return value == null
                ? UNSAID
                : switch (value.strip()) {
                    case "1" -> RESERVED;
                    case "0" -> FREE;
                    default -> UNSAID;
                };
    }

    /** This, or the other if nothing was said. */
    public Mining or(Mining other) {
        return this == UNSAID ? other : this;
    }
}
