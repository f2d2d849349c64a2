package sentinel.common.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Typed reading of environment variables. Every problem is collected, so that a user mends all of them at once; values
 * are shown in messages, except of variables read by {@link #secret}. A variable that is set but blank counts as unset.
 */
public final class Env {

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    private Env(Map<String, String> variables) {
        this.variables = variables;
    }

    /**
     * Reads one configuration record.
     *
     * @throws ConfigException with every problem of every variable
     */
    public static <T> T read(Map<String, String> variables, Function<Env, T> from) {
        var env = new Env(variables);
        T config = null;
        try {
            config = from.apply(env);
        } catch (IllegalArgumentException | NullPointerException e) {
            if (env.problems.isEmpty()) { // else a consequence of what is reported anyway
                env.problems.add(e.getMessage() == null ? e.toString() : e.getMessage());
            }
        }
        if (!env.problems.isEmpty()) {
            throw new ConfigException(env.problems);
        }
        return config;
    }

    public String string(String name, String orElse) {
        return value(name).orElse(orElse);
    }

    public Optional<String> string(String name) {
        return value(name);
    }

    /** A value that is never shown: not in a message, not in a log. */
    public Optional<Secret> secret(String name) {
        return value(name).map(Secret::new);
    }

    public String required(String name, String expected) {
        return value(name).orElseGet(() -> {
            problem(name, "is not set; expected " + expected);
            return "";
        });
    }

    public int integer(String name, int orElse) {
        return parse(name, orElse, "a whole number", Integer::valueOf);
    }

    /** A whole number within bounds, both included. */
    public int integer(String name, int orElse, int min, int max) {
        return check(name, integer(name, orElse), n -> n >= min && n <= max, orElse, "from " + min + " to " + max);
    }

    public double decimal(String name, double orElse) {
        return parse(name, orElse, "a number", Double::valueOf);
    }

    public boolean flag(String name, boolean orElse) {
        return parse(name, orElse, "true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    /** {@code 250ms}, {@code 20s}, {@code 15m}, {@code 6h}, {@code 7d}, or ISO-8601 ({@code PT20S}). */
    public Duration duration(String name, Duration orElse) {
        return parse(name, orElse, "a duration such as 250ms, 20s, 15m, 6h or 7d", Env::parseDuration);
    }

    /** Durations separated by commas, each as {@link #duration} takes it. */
    public List<Duration> durations(String name, List<Duration> orElse) {
        return parse(name, orElse, "durations separated by commas, such as 1m,5m,30m", text -> Arrays.stream(
                        text.split(",", -1))
                .map(part -> parseDuration(part.trim()))
                .toList());
    }

    public Path path(String name, Path orElse) {
        return parse(name, orElse, "a path", Path::of);
    }

    /** An absolute http or https URL. */
    public URI http(String name, URI orElse) {
        return parse(name, orElse, "an http:// or https:// URL", text -> {
            try {
                var uri = new URI(text);
                if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
                    throw new IllegalArgumentException();
                }
                return uri;
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    /** One of a set of names. */
    public String oneOf(String name, String orElse, List<String> allowed) {
        return check(name, string(name, orElse), allowed::contains, orElse, "one of " + String.join(", ", allowed));
    }

    /** A list separated by commas; empty when unset. */
    public List<String> list(String name, List<String> orElse) {
        return value(name)
                .map(text -> Arrays.stream(text.split(",", -1))
                        .map(String::trim)
                        .filter(s -> !s.isEmpty())
                        .toList())
                .orElse(orElse);
    }

    /** Reports a problem that only the caller can see (two values that do not go together, say). */
    public void problem(String name, String what) {
        problems.add(name + " " + what);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::trim).filter(s -> !s.isEmpty());
    }

    private <T> T parse(String name, T orElse, String expected, Function<String, T> parser) {
        var text = value(name);
        if (text.isEmpty()) {
            return orElse;
        }
        try {
            return parser.apply(text.get());
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
            problem(name, "is '" + text.get() + "'; expected " + expected);
            return orElse;
        }
    }

    private <T> T check(String name, T value, Predicate<T> allowed, T orElse, String expected) {
        if (allowed.test(value)) {
            return value;
        }
        problem(name, "is '" + value + "'; expected " + expected);
        return orElse;
    }

    private static Duration parseDuration(String text) {
        var match = SHORT_DURATION.matcher(text);
        if (!match.matches()) {
            var duration = Duration.parse(text);
            if (duration.isNegative()) {
                throw new IllegalArgumentException();
            }
            return duration;
        }
        long n = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
    }
}
