package sentinel.reparse;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.Quote;
import sentinel.contract.table.SilverColumn;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.reparse.Readers.Read;
import sentinel.reparse.StoredText.Facts;

/** What a sample says of a reader: how far it agrees with Silver, what the page refuses, what fails, cost and time. */
final class Shadow {

    private static final double NANOS_PER_MINUTE = 60e9;

    private final List<Read> read;
    private final List<Answer> answers = new ArrayList<>();
    private final long nanos;

    /** What Silver has of a text, what the reader claims of it, and what the page supports of that. */
    private record Answer(Facts before, ClaimedFacts claims, BronzeArticle now) {}

    /** @param nanos that the whole sample took */
    Shadow(List<Read> read, long nanos) {
        this.read = List.copyOf(read);
        this.nanos = nanos;
        for (var one : read) {
            var claims = one.reading().claims();
            var now = one.reading().record();
            if (claims != null && now != null) {
                answers.add(new Answer(one.text().facts(), claims, now));
            }
        }
    }

    boolean hasAnswers() {
        return !answers.isEmpty();
    }

    /** @param toRead articles that a promotion would read */
    void print(PrintWriter out, long toRead) {
        out.printf("sample        %,d articles read, %,d without an answer%s%n", read.size(), failed(), failures());
        if (hasAnswers()) {
            out.printf("sentiment     %s equal%n", share(a -> Objects.equals(a.before.sentiment(), a.now.sentiment())));
            printSets(out, "companies", Facts::companies, BronzeArticle::companies);
            printSets(out, "people", Facts::people, BronzeArticle::people);
            printSets(out, "topics", Facts::topics, BronzeArticle::topics);
            printSets(out, "quotes", Facts::quotes, now -> now.quotes().stream()
                    .map(Quote::text)
                    .toList());
            out.printf(
                    "summary       %s identical, %s in the model's own words%n",
                    share(a -> Objects.equals(a.before.summary(), a.now.summary())),
                    share(a -> !Boolean.TRUE.equals(a.now.summaryExtracted())));
            out.printf(
                    "claims        %,d of %,d dropped, since the page does not support them%n", dropped(), claimed());
            out.printf(
                    "low score     %,d below %s: Silver keeps what it has%n",
                    answers.stream().filter(a -> !isTaken(a.now)).count(), SilverColumn.MIN_DATA_VALUE_SCORE);
        }
        out.printf("US dollars    %s%n", dollars(toRead));
        out.printf("time          %s%n", times());
        out.printf("promotion     %,d articles to read%n", toRead);
        out.flush();
    }

    /** Whether Silver takes a record. */
    static boolean isTaken(BronzeArticle record) {
        return record.dataValueScore() >= SilverColumn.MIN_DATA_VALUE_SCORE;
    }

    // ---- agreement

    private void printSets(
            PrintWriter out,
            String field,
            Function<Facts, Set<String>> before,
            Function<BronzeArticle, List<String>> now) {
        double jaccard = answers.stream()
                .mapToDouble(a -> jaccard(before.apply(a.before), Set.copyOf(now.apply(a.now))))
                .average()
                .orElse(0);
        out.printf(
                "%-13s %s mean Jaccard, %s identical%n",
                field, share(jaccard), share(a -> before.apply(a.before).equals(Set.copyOf(now.apply(a.now)))));
    }

    /** Two empty sets agree. */
    static double jaccard(Set<String> one, Set<String> other) {
        var all = new HashSet<>(one);
        all.addAll(other);
        return all.isEmpty() ? 1 : (one.size() + other.size() - all.size()) / (double) all.size();
    }

    private String share(Predicate<Answer> holds) {
        return share(answers.stream().filter(holds).count() / (double) answers.size());
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private long claimed() {
        return answers.stream()
                .map(Answer::claims)
                .mapToLong(c -> c.companies().size()
                        + c.people().size()
                        + c.topics().size()
                        + c.quotes().size())
                .sum();
    }

    private long dropped() {
        long kept = answers.stream()
                .map(Answer::now)
                .mapToLong(n -> n.companies().size()
                        + n.people().size()
                        + n.topics().size()
                        + n.quotes().size())
                .sum();
        return claimed() - kept;
    }

    // ---- failures

    private long failed() {
        return (long) read.size() - answers.size();
    }

    private String failures() {
        var classes = new TreeMap<String, Long>();
        for (var one : read) {
            var failure = one.reading().errorClass();
            if (failure != null) {
                classes.merge(failure.id(), 1L, Long::sum);
            }
        }
        return classes.isEmpty()
                ? ""
                : classes.entrySet().stream()
                        .map(failure -> "%,d %s".formatted(failure.getValue(), failure.getKey()))
                        .collect(Collectors.joining(", ", ": ", ""));
    }

    // ---- cost and time

    private List<LlmCall> calls() {
        return read.stream().flatMap(one -> one.reading().calls().stream()).toList();
    }

    private String dollars(long toRead) {
        var paid = BigDecimal.ZERO;
        var whole = BigDecimal.ZERO;
        for (var call : calls()) {
            if (call.costUsd() == null) {
                return "unknown: there is no price of " + call.model() + " (SENTINEL_MODELS)";
            }
            paid = paid.add(call.costUsd());
            whole = whole.add(call.costUsd()).add(call.savedUsd());
        }
        if (read.isEmpty()) {
            return "0";
        }
        var all = whole.multiply(BigDecimal.valueOf(toRead))
                .divide(BigDecimal.valueOf(read.size()), 2, RoundingMode.HALF_UP);
        return "%s paid for the sample, about %s for all %,d"
                .formatted(paid.setScale(4, RoundingMode.HALF_UP).toPlainString(), all.toPlainString(), toRead);
    }

    /** Answers of the cache take no time worth to be told. */
    private String times() {
        if (read.isEmpty()) {
            return "nothing was read";
        }
        var millis = read.stream()
                .filter(one -> one.reading().calls().stream()
                        .anyMatch(call -> !call.outcome().equals(LlmCall.CACHED)))
                .map(one -> one.reading().took().toMillis())
                .sorted()
                .toList();
        if (millis.isEmpty()) {
            return "all answers came from the cache";
        }
        return "%,d ms p50, %,d ms p95, %.0f articles/min"
                .formatted(percentile(millis, .5), percentile(millis, .95), millis.size() * NANOS_PER_MINUTE / nanos);
    }

    private static long percentile(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }
}
