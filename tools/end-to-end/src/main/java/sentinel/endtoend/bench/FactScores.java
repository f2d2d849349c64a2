package sentinel.endtoend.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import sentinel.parser.provider.ClaimedFacts;

/** What was read on pages, compared with their labels. */
final class FactScores {

    private FactScores() {}

    /** What was read on a page. */
    record Found(List<String> companies, List<String> people, List<String> topics, @Nullable String sentiment) {

        static final Found NOTHING = new Found(List.of(), List.of(), List.of(), null);

        static Found of(ClaimedFacts facts) {
            return new Found(
                    facts.companies(),
                    facts.people(),
                    facts.topics(),
                    facts.sentiment() == null ? null : facts.sentiment().id());
        }
    }

    /** What was found beside what is right. */
    record Comparison(Set<String> right, Set<String> wrong, Set<String> missing) {

        /** @param neither names that count neither way */
        static Comparison of(Collection<String> found, Set<String> wanted, Set<String> neither) {
            var right = new TreeSet<String>();
            var wrong = new TreeSet<String>();
            for (var name : found) {
                String folded = LabelledFacts.folded(name);
                if (wanted.contains(folded)) {
                    right.add(folded);
                } else if (!neither.contains(folded)) {
                    wrong.add(folded);
                }
            }
            var missing = new TreeSet<>(wanted);
            missing.removeAll(right);
            return new Comparison(right, wrong, missing);
        }

        void print(String what) {
            wrong.forEach(name -> System.out.println("wrong   " + what + ": " + name));
            missing.forEach(name -> System.out.println("missing " + what + ": " + name));
        }
    }

    /** Names that are right, wrong, and missing on all pages of a row. */
    static final class Tally {
        private int right;
        private int wrong;
        private int missing;

        void add(Comparison page) {
            right += page.right().size();
            wrong += page.wrong().size();
            missing += page.missing().size();
        }

        double precision() {
            return (double) right / (right + wrong);
        }

        double recall() {
            return (double) right / (right + missing);
        }
    }

    /** A page as it was read, compared with its labels. */
    record Reading(
            LabelledFacts labels, Comparison companies, Comparison people, Comparison topics, boolean rightSentiment) {

        static Reading of(LabelledFacts labels, Found facts) {
            return new Reading(
                    labels,
                    Comparison.of(facts.companies(), labels.companies(), labels.unsure()),
                    Comparison.of(facts.people(), labels.people(), labels.unsure()),
                    Comparison.of(facts.topics(), Set.copyOf(labels.topics()), Set.of()),
                    labels.sentiment().equals(facts.sentiment()));
        }

        void printErrors() {
            companies.print(labels.page() + " company");
            people.print(labels.page() + " person");
            topics.print(labels.page() + " topic");
        }
    }

    /** One row of a table: the pages of a language, or all. */
    static final class Row {
        private final Tally companies = new Tally();
        private final Tally people = new Tally();
        private final Tally topics = new Tally();
        private int pages;
        private int rightSentiments;

        void add(Reading reading) {
            pages++;
            companies.add(reading.companies());
            people.add(reading.people());
            topics.add(reading.topics());
            rightSentiments += reading.rightSentiment() ? 1 : 0;
        }

        /** Shares in [0,1] by the name of the field; without those that there are none of. */
        Map<String, Double> values() {
            var values = new LinkedHashMap<String, Double>();
            values.put("companies precision", companies.precision());
            values.put("companies recall", companies.recall());
            values.put("people precision", people.precision());
            values.put("people recall", people.recall());
            values.put("topics precision", topics.precision());
            values.put("topics recall", topics.recall());
            values.put("sentiment", (double) rightSentiments / pages);
            values.values().removeIf(value -> value.isNaN());
            return values;
        }
    }

    static void print(Map<String, Row> rows) {
        System.out.printf(
                "%-8s %5s   %-17s   %-17s   %-17s   %s%n",
                "language", "pages", "companies", "people", "topics", "sentiment");
        System.out.printf(
                "%-8s %5s   %-8s %-8s   %-8s %-8s   %-8s %-8s   %s%n",
                "", "", "prec.", "recall", "prec.", "recall", "prec.", "recall", "accuracy");
        rows.forEach((language, row) -> System.out.printf(
                Locale.ROOT,
                "%-8s %5d   %-8s %-8s   %-8s %-8s   %-8s %-8s   %s%n",
                language,
                row.pages,
                share(row.companies.precision()),
                share(row.companies.recall()),
                share(row.people.precision()),
                share(row.people.recall()),
                share(row.topics.precision()),
                share(row.topics.recall()),
                share((double) row.rightSentiments / row.pages)));
    }

    /** Of nothing there is no share. */
    static String share(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}
