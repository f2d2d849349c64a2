package sentinel.parser;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.message.Mention;
import sentinel.contract.message.Mention.Kind;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.Quote;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.Cut;
import sentinel.parser.provider.Grounding;
import sentinel.parser.provider.Mentions;
import sentinel.parser.provider.Placeholders;
import sentinel.parser.provider.PlainTopic;
import sentinel.parser.provider.ProseCheck;
import sentinel.parser.provider.QuotedSpeech;
import sentinel.parser.provider.Span;

/**
 * What the page supports of one provider's claims. A claim that it does not support is dropped and counted; so is one that
 * is no plain text, whatever the page has. Keeps the tally for the score's accuracy.
 */
final class Claims {

    private static final Logger log = LoggerFactory.getLogger(Claims.class);

    static final int MAX_TITLE_CHARS = 500;
    static final int MAX_AUTHOR_CHARS = 300;
    static final int MAX_SUMMARY_CHARS = 1000;
    static final int MAX_NAME_CHARS = 100;
    static final int MAX_NAMES = 30;
    static final int MAX_TOPICS = 10;
    static final int MAX_QUOTES = 20;

    /** Fewer words are an expression rather than a statement. */
    private static final int MIN_QUOTE_WORDS = 3;

    private static final String NOT_IN_TEXT = "not_in_text";

    /** Quotation marks that a claim has around its text. */
    private static final Pattern MARKS_AROUND = Pattern.compile("^[\\s\"“”„«»‘’「」『』']+|[\\s\"“”„«»‘’「」『』']+$");

    /** What no name holds, and markup, addresses and programs do. */
    private static final Pattern NO_NAME = Pattern.compile("[<>{}\\[\\]\\\\|=;`\\p{Cc}]|://");

    /** "Ann Lee (mayor)": a remark that the page does not have after the name. */
    private static final Pattern REMARK = Pattern.compile("\\s*[(（][^()（）]*[)）]$");

    private static final Pattern AND = Pattern.compile("\\s+(?:and|&|und|et|y|e|en|и)\\s+");

    private static final Pattern BY = Pattern.compile("(?i)^by:?\\s+");

    private final PageFetched page;
    private final PageFetched read;
    private final ClaimedFacts facts;
    private final boolean ofRules;
    private final UngroundedClaims ungrounded;
    private final Grounding grounding;
    private final Grounding ofRead;
    private @Nullable ProseCheck prose; // null until there is prose to check
    private final Map<Kind, List<Named>> named = new EnumMap<>(Kind.class);
    private @Nullable List<Quote> quotes; // null until they are read
    private boolean summaryExtracted;
    private int claimed;
    private int grounded;

    /**
     * @param read what the provider was given of the page: prose must be borne out by this part
     * @param ofRules the claims are the page's own words: what is prose in them needs no check
     */
    Claims(PageFetched page, PageFetched read, ClaimedFacts facts, boolean ofRules, UngroundedClaims ungrounded) {
        this.page = page;
        this.read = read;
        this.facts = facts;
        this.ofRules = ofRules;
        this.ungrounded = ungrounded;
        this.grounding = new Grounding(page.language(), page.text(), page.page().title());
        this.ofRead = page.text().equals(read.text()) ? grounding : new Grounding(read.language(), read.text());
    }

    int claimed() {
        return claimed;
    }

    int grounded() {
        return grounded;
    }

    /** A fact that needs no claim: the page states it. */
    void stated() {
        claimed++;
        grounded++;
    }

    /** Null when there is none that the page bears out. */
    @Nullable
    String title() {
        String title = Text.first(MAX_TITLE_CHARS, facts.title());
        if (title == null || Placeholders.isNone(title)) {
            return null;
        }
        return isRefused("title", title) ? null : title;
    }

    /** The summary; where it is refused, what {@code own} makes of what was read. */
    @Nullable
    String summary(Function<PageFetched, @Nullable String> own) {
        String summary = Text.collapsed(facts.summary());
        if (summary == null) {
            return null;
        }
        summary = Cut.atSentence(ofRules ? summary : Text.unescaped(summary), MAX_SUMMARY_CHARS);
        boolean refused = isRefused("summary", summary);
        summaryExtracted = ofRules || refused;
        return refused ? Text.collapsed(own.apply(read)) : summary;
    }

    /** Whether {@link #summary} is what the page says itself; known once it was asked for. */
    boolean isSummaryExtracted() {
        return summaryExtracted;
    }

    private boolean isRefused(String field, String text) {
        if (ofRules) {
            return false;
        }
        if (prose == null) {
            prose = new ProseCheck(page.language(), said());
        }
        var refusal = prose.refusal(text);
        if (refusal.isEmpty()) {
            return false;
        }
        claimed++;
        ungrounded.count(field, refusal.get().id());
        log.info(
                "claim_refused url={} field={} reason=\"{}\"",
                page.url(),
                field,
                refusal.get().id());
        return true;
    }

    /** All that was read of what the page says, and says of itself. */
    private @Nullable String[] said() {
        var metadata = read.page();
        var texts = new ArrayList<@Nullable String>();
        texts.add(metadata.title());
        texts.add(read.title());
        texts.add(read.text());
        texts.add(metadata.description());
        texts.add(metadata.siteName());
        texts.add(String.join("\n", metadata.authors()));
        for (var date : new @Nullable Instant[] {metadata.publishDate(), page.published()}) {
            texts.add(
                    date == null
                            ? null
                            : date.atZone(ZoneOffset.UTC).toLocalDate().toString());
        }
        return texts.toArray(String[]::new);
    }

    /** Null when none is claimed, or the text has not all of the names. */
    @Nullable
    String author() {
        if (facts.author() == null) {
            return null;
        }
        var names = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        var kept = new ArrayList<String>();
        for (String name : facts.author().split(",", -1)) {
            String person = BY.matcher(name.strip()).replaceFirst("");
            if (!person.isBlank() && !Placeholders.isNobody(person) && names.add(person)) {
                kept.add(person);
            }
        }
        String author = Text.first(MAX_AUTHOR_CHARS, String.join(", ", kept));
        if (author == null) {
            return null;
        }
        boolean supported =
                kept.stream().allMatch(name -> !NO_NAME.matcher(name).find() && grounding.mentions(name));
        return count("author", supported, NOT_IN_TEXT) ? author : null;
    }

    /** @param date a plausible one, or null */
    @Nullable
    Instant date(@Nullable Instant date) {
        return date != null && count("date", grounding.mentionsDay(date), NOT_IN_TEXT) ? date : null;
    }

    List<String> companies() {
        return names(Kind.COMPANY);
    }

    List<String> people() {
        return names(Kind.PERSON);
    }

    /** Every place in the body of the companies and people that are kept, in its order. */
    List<Mention> mentions() {
        return Stream.of(Kind.values())
                .flatMap(kind -> named(kind).stream().flatMap(name -> name.mentions(kind)))
                .sorted(Comparator.comparingInt(Mention::start).thenComparing(Mention::end))
                .toList();
    }

    /** A name that the body has. */
    private record Named(String name, List<Mentions.Place> places) {

        Stream<Mention> mentions(Kind kind) {
            return places.stream()
                    .map(place -> new Mention(
                            kind,
                            name,
                            place.alignment(),
                            place.span().start(),
                            place.span().end()));
        }
    }

    private List<String> names(Kind kind) {
        return named(kind).stream().map(Named::name).toList();
    }

    /** Read, and counted, once. */
    private List<Named> named(Kind kind) {
        return named.computeIfAbsent(kind, this::read);
    }

    private List<Named> read(Kind kind) {
        var supported = new LinkedHashMap<String, Named>();
        var claims =
                switch (kind) {
                    case COMPANY -> facts.companies();
                    case PERSON -> facts.people();
                };
        for (String claim : distinct(claims)) {
            String name = Text.unescaped(claim);
            if (Placeholders.isNone(name)) {
                continue;
            }
            var found = NO_NAME.matcher(name).find() ? List.<Named>of() : inBody(name);
            count(kind.id(), !found.isEmpty(), grounding.mentions(name) ? "only_in_title" : NOT_IN_TEXT);
            for (var mention : found) {
                if (supported.size() < MAX_NAMES) {
                    supported.putIfAbsent(key(mention.name()), mention);
                }
            }
        }
        return List.copyOf(supported.values());
    }

    /** The name, or what the body has of it: without a remark, or as two names. */
    private List<Named> inBody(String name) {
        String bare = REMARK.matcher(name).replaceFirst("");
        for (String form : new String[] {name, bare}) {
            var named = find(form);
            if (named.isPresent()) {
                return List.of(named.get());
            }
        }
        var parts = new ArrayList<Named>();
        var names = AND.split(bare, MAX_NAMES);
        for (String part : names) {
            find(part).ifPresent(parts::add);
        }
        return names.length > 1 && parts.size() == names.length ? List.copyOf(parts) : List.of();
    }

    private Optional<Named> find(String form) {
        String name = Text.first(MAX_NAME_CHARS, form);
        var places = name == null || (ofRead != grounding && ofRead.inBody(name).isEmpty())
                ? List.<Mentions.Place>of() // it stands only in what instructs a model
                : grounding.inBody(name);
        return places.isEmpty() ? Optional.empty() : Optional.of(new Named(requireNonNull(name), places));
    }

    /** Those that the body has word for word in quotation marks, in its order, without overlap. */
    List<Quote> quotes() {
        if (quotes == null) {
            quotes = readQuotes();
        }
        return quotes;
    }

    private List<Quote> readQuotes() {
        var speech = new QuotedSpeech(page.text());
        var found = new TreeMap<Integer, Quote>();
        for (var claim : facts.quotes()) {
            var span = verbatim(claim.text(), speech);
            count("quote", span.isPresent(), "not_verbatim");
            if (span.isPresent() && found.size() < MAX_QUOTES && isFree(found, span.get())) {
                found.put(
                        span.get().start(),
                        new Quote(
                                span.get().of(page.text()),
                                speaker(claim.speaker()),
                                span.get().start(),
                                span.get().end()));
            }
        }
        return List.copyOf(found.values());
    }

    /** Where the body has the words in quotation marks; white space, case and punctuation may differ. */
    private Optional<Span> verbatim(String claim, QuotedSpeech speech) {
        String text = MARKS_AROUND.matcher(claim).replaceAll("");
        if (Words.count(text) < MIN_QUOTE_WORDS) {
            return Optional.empty();
        }
        int start = page.text().indexOf(text);
        var span = start < 0 ? grounding.phraseInBody(text) : Optional.of(new Span(start, start + text.length()));
        return span.filter(found -> speech.around(found).isPresent());
    }

    private static boolean isFree(NavigableMap<Integer, Quote> quotes, Span span) {
        var before = quotes.lowerEntry(span.end());
        return before == null || before.getValue().end() <= span.start();
    }

    private @Nullable String speaker(@Nullable String claimed) {
        String name = Text.first(MAX_NAME_CHARS, claimed);
        if (name == null || Placeholders.isNobody(name)) {
            return null;
        }
        boolean inBody =
                !NO_NAME.matcher(name).find() && !grounding.inBody(name).isEmpty();
        return count("speaker", inBody, NOT_IN_TEXT) ? name : null;
    }

    private boolean count(String kind, boolean supported, String reason) {
        claimed++;
        grounded += supported ? 1 : 0;
        if (!supported) {
            ungrounded.count(kind, reason);
        }
        return supported;
    }

    /** Of the first {@link #MAX_NAMES} claimed; what is no plain topic is dropped, and counted as wrong. */
    List<String> topics() {
        Set<String> topics = new LinkedHashSet<>();
        for (String claim : distinct(facts.topics())) {
            if (Placeholders.isNone(claim)) {
                continue;
            }
            var plain = PlainTopic.in(claim);
            if (plain.isEmpty()) {
                claimed++;
                ungrounded.count("topic", "not_plain");
            }
            topics.addAll(plain);
        }
        return topics.stream().limit(MAX_TOPICS).toList();
    }

    /** Trimmed, without blanks and repetitions (whatever their case), at most {@link #MAX_NAMES}. */
    static List<String> distinct(List<String> names) {
        var byKey = new LinkedHashMap<String, String>();
        for (var name : names) {
            String trimmed = Text.first(MAX_NAME_CHARS, name);
            if (trimmed != null && byKey.size() < MAX_NAMES) {
                byKey.putIfAbsent(key(trimmed), trimmed);
            }
        }
        return new ArrayList<>(byKey.values());
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
