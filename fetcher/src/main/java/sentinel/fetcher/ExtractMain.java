package sentinel.fetcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sentinel.config.Unreadable;
import sentinel.extractor.BrokenSiteRulesException;
import sentinel.extractor.Extraction;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.Extraction.NoArticle;
import sentinel.extractor.Extractor;
import sentinel.extractor.PageFacts;
import sentinel.extractor.SiteRules;

/**
 * The extractor on the command line. Exit codes: 0; 1 when the page cannot be fetched; 2 when the input is invalid; 3 when a
 * single page contains no article.
 */
@Command(
        name = "extract",
        mixinStandardHelpOptions = true,
        description = "Extracts the article from a page, or from every page of a directory.")
public final class ExtractMain implements Callable<Integer> {

    private static final int WRONG_INPUT = 2;
    private static final int NO_PAGE = 1;
    private static final int NO_ARTICLE = 3;
    private static final String URLS = "ground-truth.json";
    private static final String PAGE = ".html.gz";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

    @Parameters(
            index = "0",
            paramLabel = "FILE|URL|DIR",
            description = "An HTML file (gzipped or not), an address, or a directory of ID.html.gz files with a"
                    + " ground-truth.json that contains their addresses.")
    private String input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write the JSON (default: standard output).")
    private Path output;

    @Option(names = "--url", description = "The original address of a FILE.")
    private String url;

    @Option(names = "--rules", paramLabel = "FILE", description = "YAML file with rules for single sites.")
    private Path rules;

    private Extractor extractor = new Extractor();

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** As {@link #main}, but returns the exit code. */
    public static int run(String... args) {
        return new CommandLine(new ExtractMain())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println("extract: " + message(e));
                    return e instanceof WrongInputException ? WRONG_INPUT : NO_PAGE;
                })
                .execute(args);
    }

    /** The user gave something that cannot be extracted. */
    private static final class WrongInputException extends Exception {
        private static final long serialVersionUID = 1L;

        WrongInputException(String message) {
            super(message);
        }
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public Integer call() throws WrongInputException, IOException {
        if (rules != null) {
            extractor = new Extractor(siteRules());
        }
        String lower = input.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            var page = SafeFetch.fetch(input, System.getenv());
            return single(extractor.extract(page.body().array(), page.finalUrl(), page.header("content-type")));
        }
        var path = Path.of(input);
        if (Files.isDirectory(path)) {
            write(directory(path));
        } else if (Files.isReadable(path)) {
            return single(extractor.extract(bytes(path), url, null));
        } else {
            throw new WrongInputException(input + " is not a readable file, directory or http(s) address");
        }
        return 0;
    }

    private int single(Extraction extraction) throws IOException {
        write(object(extraction));
        if (extraction instanceof NoArticle none) {
            System.err.println("extract: no article: " + explained(none.reason()));
            return NO_ARTICLE;
        }
        return 0;
    }

    private static String explained(Extraction.Reason reason) {
        return switch (reason) {
            case EMPTY -> "the page contains no text that reads like an article";
            case BOT_CHALLENGE -> "the page asks whether the reader is a robot";
            case CONSENT_WALL -> "the page asks for consent before it shows anything";
            case PAYWALL -> "the article seems to be for subscribers only";
            case NOT_FOUND -> "the page says that it does not exist";
            case REMOVED -> "the page says that the article was removed";
            case OUT_OF_ORDER -> "the page says that the site is out of order";
            case REGION -> "the page says that it is not for this region";
            case LOG_IN -> "the page asks the reader to log in";
            case UNREADABLE -> "the extractor failed on this page; please report it";
        };
    }

    private SiteRules siteRules() throws WrongInputException {
        try {
            return SiteRules.read(rules);
        } catch (IOException e) {
            throw new WrongInputException(rules + ": the file " + Unreadable.reason(e));
        } catch (BrokenSiteRulesException e) {
            throw new WrongInputException(rules + ": " + e.getMessage());
        }
    }

    private ObjectNode directory(Path directory) throws WrongInputException, IOException {
        List<Path> pages;
        try (var files = Files.list(directory)) {
            pages = files.filter(file -> file.getFileName().toString().endsWith(PAGE))
                    .sorted()
                    .toList();
        }
        if (pages.isEmpty()) {
            throw new WrongInputException(directory + " has no file that ends in " + PAGE);
        }
        var urls = urls(directory.resolve(URLS));
        var done = new AtomicInteger();
        long startedAt = System.nanoTime();
        var found = pages.parallelStream().collect(Collectors.toMap(this::id, page -> {
            var result = object(extractor.extract(bytesOrNone(page), urls.get(id(page)), null));
            int n = done.incrementAndGet();
            if (n % 100 == 0 || n == pages.size()) {
                System.err.println("extract: " + n + " of " + pages.size() + " pages");
            }
            return result;
        }));
        System.err.printf("extract: %d pages in %.1f s%n", pages.size(), (System.nanoTime() - startedAt) / 1e9);
        var all = JSON.createObjectNode();
        new TreeMap<>(found).forEach(all::set);
        return all;
    }

    private String id(Path page) {
        String name = page.getFileName().toString();
        return name.substring(0, name.length() - PAGE.length());
    }

    /** Addresses by page: the one thing that is read of the file. Empty when there is none. */
    private static Map<String, String> urls(Path file) throws WrongInputException, IOException {
        var urls = new TreeMap<String, String>();
        if (!Files.exists(file)) {
            System.err.println(
                    "extract: there is no " + URLS + ": relative links and dates in addresses cannot be read");
            return urls;
        }
        try {
            for (var page : JSON.readTree(Files.readAllBytes(file)).properties()) {
                if (page.getValue().path("url").isTextual()) {
                    urls.put(page.getKey(), page.getValue().path("url").asText());
                }
            }
        } catch (JsonProcessingException e) {
            throw new WrongInputException(file + " is not JSON: " + e.getOriginalMessage());
        }
        return urls;
    }

    private static byte[] bytesOrNone(Path page) {
        try {
            return bytes(page);
        } catch (IOException e) {
            System.err.println("extract: cannot read " + page + ": " + e.getMessage());
            return new byte[0];
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] raw = in.readAllBytes();
            boolean gzipped = raw.length > 2 && (raw[0] & 0xff) == 0x1f && (raw[1] & 0xff) == 0x8b;
            return gzipped ? new GZIPInputStream(new ByteArrayInputStream(raw)).readAllBytes() : raw;
        }
    }

    private static ObjectNode object(Extraction extraction) {
        var facts = extraction.facts();
        var object = JSON.createObjectNode();
        object.put("articleBody", extraction instanceof Article article ? article.text() : "");
        if (extraction instanceof NoArticle none) {
            object.put("reason", none.reason().name().toLowerCase(Locale.ROOT));
        }
        object.put("title", facts.title());
        var authors = object.putArray("author");
        facts.authors().forEach(authors::add);
        object.put("date", date(facts));
        object.put("siteName", facts.siteName());
        object.put("language", facts.language());
        object.put("description", facts.description());
        object.put("image", facts.leadImage());
        object.put("canonicalUrl", facts.canonicalUrl());
        object.put("confidence", extraction instanceof Article article ? article.confidence() : 0);
        return object;
    }

    private static @Nullable String date(PageFacts facts) {
        if (facts.published() == null) {
            return null;
        }
        boolean dayOnly = facts.published().toLocalTime().equals(LocalTime.MIDNIGHT)
                && facts.published().getOffset().equals(ZoneOffset.UTC);
        return dayOnly
                ? facts.published().toLocalDate().toString()
                : facts.published().toString();
    }

    private void write(ObjectNode json) throws IOException {
        if (output == null) {
            System.out.println(PRETTY.writeValueAsString(json));
        } else {
            Files.write(output, PRETTY.writeValueAsBytes(json));
        }
    }
}
