package sentinel.endtoend.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How good an extractor's predictions are. Empty where no page's gold has what is asked for.
 *
 * @param pages with a gold body
 * @param f1 harmonic mean of precision, over pages with a prediction, and recall, over pages with a body
 * @param pageF1 mean of the pages' own F1, which saying nothing of hard pages cannot raise
 * @param exact share of pages whose F1 is 1
 * @param snippetF1 of the texts that must and must not be in the bodies
 * @param title share of titles that are the gold's, and so on for the others
 * @param confidence rank correlation (Spearman) of the extractor's confidence with the page's F1
 */
record ExtractionScore(
        int pages,
        OptionalDouble f1,
        OptionalDouble precision,
        OptionalDouble recall,
        OptionalDouble pageF1,
        OptionalDouble exact,
        OptionalDouble snippetF1,
        OptionalDouble title,
        OptionalDouble author,
        OptionalDouble date,
        OptionalDouble siteName,
        OptionalDouble language,
        OptionalDouble confidence) {

    private static final Pattern SPACES = Pattern.compile("[\\s\\x1c-\\x1f]+", Pattern.UNICODE_CHARACTER_CLASS);

    /** A page's gold and what was read in it. */
    record Result(LabelledPage.Gold gold, Prediction prediction) {}

    static ExtractionScore of(List<Result> results) {
        var withBody = new ArrayList<Result>();
        var overlaps = new ArrayList<TextOverlap>();
        for (var result : results) {
            var body = result.gold().body();
            if (body != null) {
                withBody.add(result);
                overlaps.add(TextOverlap.of(
                        body, result.prediction().body(), result.gold().optional()));
            }
        }
        var precision =
                mean(overlaps.stream().mapToDouble(TextOverlap::precision).filter(p -> !Double.isNaN(p)));
        var recall = mean(overlaps.stream().mapToDouble(TextOverlap::recall).filter(r -> !Double.isNaN(r)));
        var confidences =
                withBody.stream().mapToDouble(r -> r.prediction().confidence()).toArray();
        var pageF1 = overlaps.stream().mapToDouble(TextOverlap::f1).toArray();
        return new ExtractionScore(
                withBody.size(),
                withBody.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(harmonic(precision.orElse(0), recall.orElse(0))),
                precision,
                recall,
                mean(DoubleStream.of(pageF1)),
                mean(DoubleStream.of(pageF1).map(f -> f == 1 ? 1 : 0)),
                snippets(results),
                share(results, LabelledPage.Gold::title, (gold, p) -> MetadataMatch.same(gold, p.title())),
                share(results, LabelledPage.Gold::authors, (gold, p) -> MetadataMatch.sameNames(gold, p.authors())),
                share(results, LabelledPage.Gold::date, (gold, p) -> MetadataMatch.sameDay(gold, p.date())),
                share(results, LabelledPage.Gold::siteName, (gold, p) -> MetadataMatch.same(gold, p.siteName())),
                share(
                        results,
                        LabelledPage.Gold::language,
                        (gold, p) -> MetadataMatch.sameLanguage(gold, p.language())),
                spearman(confidences, pageF1));
    }

    private static OptionalDouble mean(DoubleStream values) {
        return values.average();
    }

    private static double harmonic(double a, double b) {
        return a + b == 0 ? 0 : 2 * a * b / (a + b);
    }

    private static <T> OptionalDouble share(
            List<Result> results, Function<LabelledPage.Gold, T> field, BiPredicate<T, Prediction> isRight) {
        return mean(results.stream()
                .filter(r -> field.apply(r.gold()) != null)
                .mapToDouble(r -> isRight.test(field.apply(r.gold()), r.prediction()) ? 1 : 0));
    }

    private static OptionalDouble snippets(List<Result> results) {
        int wanted = 0;
        int found = 0;
        int wrong = 0;
        for (var result : results) {
            String body = squashed(result.prediction().body());
            wanted += result.gold().with().size();
            found += count(result.gold().with(), body);
            wrong += count(result.gold().without(), body);
        }
        double precision = (double) found / Math.max(1, found + wrong);
        return wanted == 0 ? OptionalDouble.empty() : OptionalDouble.of(harmonic(precision, (double) found / wanted));
    }

    private static int count(List<String> snippets, String body) {
        return (int) snippets.stream().filter(s -> body.contains(squashed(s))).count();
    }

    private static String squashed(String text) {
        return SPACES.matcher(text).replaceAll(" ").strip();
    }

    /** Empty when one has no value, or all are the same. */
    static OptionalDouble spearman(double[] a, double[] b) {
        if (a.length < 2 || DoubleStream.of(a).anyMatch(Double::isNaN)) {
            return OptionalDouble.empty();
        }
        double[] x = ranks(a);
        double[] y = ranks(b);
        double middle = (a.length + 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < a.length; i++) {
            xy += (x[i] - middle) * (y[i] - middle);
            xx += (x[i] - middle) * (x[i] - middle);
            yy += (y[i] - middle) * (y[i] - middle);
        }
        return xx == 0 || yy == 0 ? OptionalDouble.empty() : OptionalDouble.of(xy / Math.sqrt(xx * yy));
    }

    /** From 1; equal values share the mean of their ranks. */
    private static double[] ranks(double[] values) {
        var order =
                new ArrayList<Integer>(IntStream.range(0, values.length).boxed().toList());
        order.sort(Comparator.comparingDouble(i -> values[i]));
        var ranks = new double[values.length];
        for (int from = 0; from < order.size(); ) {
            int to = from + 1;
            while (to < order.size() && values[order.get(to)] == values[order.get(from)]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order.get(i)] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }
}
