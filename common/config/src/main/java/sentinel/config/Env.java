package sentinel.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Typed access to environment variables. All problems are collected and reported together. Messages show values,
 * except those of variables read by {@link #secret} and {@link #key}. A blank variable counts as unset. The requested
 * names are recorded, so that a test can compare them with the documentation.
 */
public final class Env {

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

    private static final String FILE = "_FILE";
    private static final int LONGEST_KEY = 16 * 1024;

    private final Map<String, String> variables;
    private final Map<String, String> flags;
    private final Set<String> problems = new LinkedHashSet<>();
    private final SortedSet<String> asked = new TreeSet<>();

    private Env(Map<String, String> variables, Map<String, String> flags) {
        this.variables = variables;
        this.flags = flags;
    }

    /**
     * Reads one configuration record.
     *
     * @throws ConfigException with every problem of every variable
     */
    public static <T> T read(Map<String, String> variables, Function<Env, T> from) {
        return read(variables, Map.of(), from);
    }

    /**
     * The same for variables that flags may have set.
     *
     * @param flags the flag by the variable that it set: problems use the name that the user wrote
     * @throws ConfigException with every problem of every variable
     */
    public static <T> T read(Map<String, String> variables, Map<String, String> flags, Function<Env, T> from) {
        var env = new Env(variables, flags);
        T config;
        try {
            config = from.apply(env);
        } catch (IllegalArgumentException | NullPointerException e) {
            if (env.problems.isEmpty()) { // else a consequence of what is reported anyway
                env.problems.add(e.getMessage() == null ? e.toString() : e.getMessage());
            }
            throw new ConfigException(List.copyOf(env.problems));
        }
        if (!env.problems.isEmpty()) {
            throw new ConfigException(List.copyOf(env.problems));
        }
        return config;
    }

    /** The variables without blank ones, for code that tests whether a variable is set. */
    public static Map<String, String> given(Map<String, String> variables) {
        var given = new HashMap<>(variables);
        given.values().removeIf(String::isBlank);
        return given;
    }

    /** The names of all variables that a configuration requests when these variables are set. */
    public static SortedSet<String> asked(Map<String, String> variables, Consumer<Env> from) {
        var env = new Env(variables, Map.of());
        from.accept(env);
        return env.asked;
    }

    public String string(String name, String orElse) {
        return value(name).orElse(orElse);
    }

    public Optional<String> string(String name) {
        return value(name);
    }

    /** A value that is never shown, neither in a message nor in a log. */
    public Optional<Secret> secret(String name) {
        return value(name).map(Secret::new);
    }

    /** A secret that may be in a file, like Docker's secrets: {@code NAME}, or the path in {@code NAME_FILE}. */
    public Optional<Secret> key(String name) {
        var key = value(name);
        var file = value(name + FILE);
        if (file.isEmpty()) {
            return key.map(Secret::new);
        }
        if (key.isPresent()) {
            problem(name, "and " + name + FILE + " are both set; expected one of them");
            return key.map(Secret::new);
        }
        return path(name + FILE).flatMap(path -> keyIn(path, name + FILE)).map(Secret::new);
    }

    private Optional<String> keyIn(Path path, String name) {
        try (var in = Files.newInputStream(path)) {
            var bytes = in.readNBytes(LONGEST_KEY + 1);
            var text = new String(bytes, StandardCharsets.UTF_8).trim();
            if (bytes.length > LONGEST_KEY || text.lines().count() > 1) {
                problem(name, "names " + path + ": the file does not contain a key; expected one line");
                return Optional.empty();
            }
            return Optional.of(text).filter(s -> !s.isEmpty());
        } catch (IOException e) {
            problem(name, "names " + path + ": the file " + Unreadable.reason(e) + "; expected a file with the key");
            return Optional.empty();
        }
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

    /** Durations separated by commas, each in the form of {@link #duration}. */
    public List<Duration> durations(String name, List<Duration> orElse) {
        return parse(name, orElse, "durations separated by commas, such as 1m,5m,30m", text -> Arrays.stream(
                        text.split(",", -1))
                .map(part -> parseDuration(part.trim()))
                .toList());
    }

    public Path path(String name, Path orElse) {
        return path(name).orElse(orElse);
    }

    public Optional<Path> path(String name) {
        return parse(name, "a path", Path::of);
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

    /** One of a set of names, in the set's spelling. The case of the value does not matter. */
    public String oneOf(String name, String orElse, List<String> allowed) {
        return parse(name, orElse, "one of " + String.join(", ", allowed), text -> allowed.stream()
                .filter(text::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
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

    /** Reports a problem that only the caller can detect, such as two values that contradict each other. */
    public void problem(String name, String what) {
        problems.add(said(name) + " " + what);
    }

    /** The user's name for a variable: the variable, or the flag that set it. For messages that name a second variable. */
    public String said(String name) {
        return flags.getOrDefault(name, name);
    }

    private Optional<String> value(String name) {
        asked.add(name);
        return Optional.ofNullable(variables.get(name)).map(String::trim).filter(s -> !s.isEmpty());
    }

    private <T> T parse(String name, T orElse, String expected, Function<String, T> parser) {
        return parse(name, expected, parser).orElse(orElse);
    }

    private <T> Optional<T> parse(String name, String expected, Function<String, T> parser) {
        var text = value(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text.get()));
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
            problem(name, "is '" + text.get() + "'; expected " + expected);
            return Optional.empty();
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
