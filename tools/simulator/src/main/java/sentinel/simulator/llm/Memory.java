package sentinel.simulator.llm;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import sentinel.simulator.world.Article;
import sentinel.simulator.world.World;

/**
 * Knows articles again by the beginnings of their paragraphs, wherever in a prompt they stand. Articles that nobody
 * wrote here are described by simple rules. Thread-safe.
 */
final class Memory implements World.Listener {

    /** Long enough to tell articles apart: leads name a company, a place and a number within it, or differ soon. */
    private static final int KEY_CHARS = 72;

    private static final int MAX_SUMMARY_CHARS = 400;
    private static final int REMEMBERED_PARAGRAPHS = 3;
    private static final int MAX_TITLE_CHARS = 200;

    private final Map<String, List<Article>> byBeginning = new ConcurrentHashMap<>();

    @Override
    public void published(Article article) {
        beginnings(article).limit(REMEMBERED_PARAGRAPHS).forEach(beginning -> byBeginning
                .computeIfAbsent(beginning, none -> new CopyOnWriteArrayList<>())
                .add(article));
    }

    @Override
    public void edited(Article article) {
        beginnings(article).limit(REMEMBERED_PARAGRAPHS).forEach(beginning -> {
            var known = byBeginning.computeIfAbsent(beginning, none -> new CopyOnWriteArrayList<>());
            if (!known.contains(article)) {
                known.add(article);
            }
        });
    }

    private static Stream<String> beginnings(Article article) {
        return article.current().paragraphs().stream()
                .filter(paragraph -> paragraph.length() >= KEY_CHARS)
                .map(paragraph -> paragraph.substring(0, KEY_CHARS));
    }

    Facts recall(String prompt) {
        for (int i = 0; i + KEY_CHARS <= prompt.length(); i++) {
            boolean mayBegin = i == 0 || !Character.isLetterOrDigit(prompt.charAt(i - 1));
            if (mayBegin) {
                var known = byBeginning.get(prompt.substring(i, i + KEY_CHARS));
                if (known != null) {
                    return facts(likeliest(known, prompt));
                }
            }
        }
        return guess(prompt);
    }

    /** Two sites may begin a story with the same sentence; they do not go on alike. */
    private static Article likeliest(List<Article> known, String prompt) {
        return known.stream()
                .max(Comparator.comparingLong(
                        article -> beginnings(article).filter(prompt::contains).count()))
                .orElseThrow();
    }

    private static Facts facts(Article article) {
        var tone = article.story().tone();
        return new Facts(
                article.title(),
                String.join(", ", article.authors()),
                article.published().toString(),
                article.summary(),
                tone.id(),
                tone.score(),
                article.companies(),
                article.people(),
                List.of(article.story().topic().id()),
                article.site().language());
    }

    /** The last block of the prompt is taken for the article: its first line for the title, the rest for the text. */
    private static Facts guess(String prompt) {
        var lines = prompt.lines()
                .map(String::strip)
                .filter(line -> line.length() > 10)
                .toList();
        String title = lines.isEmpty() ? "Untitled" : lines.get(0);
        String summary = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        return new Facts(
                cut(title, MAX_TITLE_CHARS),
                null,
                null,
                cut(summary, MAX_SUMMARY_CHARS),
                "neutral",
                0,
                List.of(),
                List.of(),
                List.of("general"),
                "en");
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
