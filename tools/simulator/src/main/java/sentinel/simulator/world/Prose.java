package sentinel.simulator.world;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Writes news in one language out of sentence templates. The same story and random numbers give the same text; no
 * sentence template is used twice in an article.
 */
public final class Prose {

    private final String language;
    private final Names names;
    private final TextFile file;
    private final Map<String, String> ui = new HashMap<>();
    private final List<Topic> topics;

    Prose(String language, Names names) {
        this.language = language;
        this.names = names;
        this.file = TextFile.read("/newsroom/" + language + ".txt");
        for (var line : file.section("ui")) {
            int equals = line.indexOf('=');
            ui.put(line.substring(0, equals), line.substring(equals + 1));
        }
        this.topics = Arrays.stream(Topic.values())
                .filter(topic -> file.sections().containsKey(topic.id() + ".detail"))
                .toList();
    }

    /** A text of the page around the article, such as {@code cookies}. */
    public String ui(String key) {
        var text = ui.get(key);
        if (text == null) {
            throw new IllegalStateException("no [ui] text " + key + " in " + language);
        }
        return text;
    }

    /** A text with the names of the story filled in. */
    public String ui(String key, Story story) {
        return fill(ui(key), story, Instant.EPOCH, new SplittableRandom(story.number()));
    }

    /** Several texts, separated by {@code |} in the file. */
    public List<String> uiList(String key) {
        return List.of(ui(key).split("\\|", -1));
    }

    public List<String> comments() {
        return file.section("comment");
    }

    List<Topic> topics() {
        return topics;
    }

    List<String> authors() {
        return file.section("author");
    }

    /** Name of that weekday or month in this language, from 1. */
    public String month(LocalDate date) {
        return uiList("months").get(date.getMonthValue() - 1);
    }

    /** The headline; all sites tell of a story that the same thing happened. */
    String title(Story story, SplittableRandom random) {
        return fill(sameEvent("headline", story), story, Instant.EPOCH, random);
    }

    /** All headlines that a site may have for the story. */
    List<String> titles(Story story) {
        return file.section(story.topic().id() + ".headline." + story.tone().id()).stream()
                .map(line -> fill(line, story, Instant.EPOCH, new SplittableRandom(story.number())))
                .toList();
    }

    /** Two sentences that tell more of the story. */
    String detail(Story story, Instant at, SplittableRandom random) {
        return fill(pick(story.topic().id() + ".detail", random), story, at, random)
                + " "
                + fill(pick("background", random), story, at, random);
    }

    /** A note at the end of an article that says what has changed. */
    String note(Story story, Instant at, SplittableRandom random) {
        return fill(pick("update", random), story, at, random);
    }

    /** The line of a story's event: headlines and leads of a file stand in the same order in all languages. */
    private String sameEvent(String kind, Story story) {
        var lines = file.section(
                story.topic().id() + "." + kind + "." + story.tone().id());
        int headlines = file.section(
                        story.topic().id() + ".headline." + story.tone().id())
                .size();
        return lines.get(Math.min(story.number() % headlines, lines.size() - 1));
    }

    /** The paragraphs of a new article. */
    List<String> paragraphs(Story story, int count, Instant published, SplittableRandom random) {
        var deck = new HashMap<String, List<String>>();
        String topic = story.topic().id();
        String tone = story.tone().id();
        var paragraphs = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var kinds = new ArrayList<String>();
            if (i == 0) {
                kinds.add("tone." + tone);
            } else if (i == count - 1) {
                kinds.add(random.nextBoolean() ? "background" : topic + ".detail");
                kinds.add("outlook");
            } else {
                kinds.add(random.nextInt(3) == 0 ? "background" : topic + ".detail");
                kinds.add(i % 2 == 1 ? "quote." + tone : "tone." + tone);
                if (random.nextInt(3) > 0) {
                    kinds.add(random.nextBoolean() ? "background" : topic + ".detail");
                }
            }
            var sentences = new ArrayList<String>();
            if (i == 0) {
                sentences.add(fill(sameEvent("lead", story), story, published, random));
            }
            for (var kind : kinds) {
                draw(deck, kind, random).ifPresent(line -> sentences.add(fill(line, story, published, random)));
            }
            if (sentences.size() < 2) {
                draw(deck, "background", random).ifPresent(line -> sentences.add(fill(line, story, published, random)));
            }
            if (!sentences.isEmpty()) {
                paragraphs.add(String.join(" ", sentences));
            }
        }
        return paragraphs;
    }

    /** The paragraphs after an edit: one in the middle rewritten, and a note at the end that says what changed. */
    List<String> edited(List<String> before, Story story, Instant at, SplittableRandom random) {
        var after = new ArrayList<>(before);
        if (after.size() > 1) {
            String rewritten = detail(story, at, random);
            after.set(1 + random.nextInt(after.size() - 1), rewritten);
        }
        after.add(note(story, at, random));
        return List.copyOf(after);
    }

    /** The names this story's texts use, in this language. */
    List<String> companies(Story story) {
        return List.of(names.company(story.company(), language), names.company(story.company2(), language));
    }

    List<String> people(Story story) {
        return List.of(
                names.person(story.first(), story.last(), language),
                names.person(story.first2(), story.last2(), language));
    }

    String place(Story story) {
        return names.place(story.place(), language);
    }

    private String pick(String section, SplittableRandom random) {
        var lines = file.section(section);
        return lines.get(random.nextInt(lines.size()));
    }

    private Optional<String> draw(Map<String, List<String>> deck, String section, SplittableRandom random) {
        var left = deck.computeIfAbsent(section, name -> new ArrayList<>(file.section(name)));
        return left.isEmpty() ? Optional.empty() : Optional.of(left.remove(random.nextInt(left.size())));
    }

    private String fill(String template, Story story, Instant at, SplittableRandom random) {
        var out = new StringBuilder(template.length() + 40);
        int from = 0;
        for (int open; (open = template.indexOf('{', from)) >= 0; ) {
            int close = template.indexOf('}', open);
            out.append(template, from, open).append(value(template.substring(open + 1, close), story, at, random));
            from = close + 1;
        }
        return out.append(template, from, template.length()).toString();
    }

    private String value(String name, Story story, Instant at, SplittableRandom random) {
        return switch (name) {
            case "company" -> names.company(story.company(), language);
            case "company2" -> names.company(story.company2(), language);
            case "person" -> names.person(story.first(), story.last(), language);
            case "person2" -> names.person(story.first2(), story.last2(), language);
            case "place" -> names.place(story.place(), language);
            case "pct0" -> tenths(story.percentTenths());
            case "money0" -> thousands(story.money());
            case "n0" -> thousands(story.count());
            case "pct" -> tenths(11 + random.nextInt(880));
            case "money" -> thousands(12 + random.nextInt(900));
            case "n" -> thousands(120 + random.nextInt(9700));
            case "few" -> Integer.toString(3 + random.nextInt(22));
            case "year" -> Integer.toString(2027 + random.nextInt(7));
            case "weekday" ->
                uiList("weekdays")
                        .get(LocalDate.ofInstant(at, ZoneOffset.UTC)
                                        .getDayOfWeek()
                                        .getValue()
                                - 1);
            default -> throw new IllegalStateException("unknown {" + name + "} in " + language);
        };
    }

    private String tenths(int tenths) {
        return tenths / 10 + (language.equals("en") ? "." : ",") + tenths % 10;
    }

    private String thousands(int number) {
        if (number < 1000) {
            return Integer.toString(number);
        }
        String separator = language.equals("en") ? "," : language.equals("de") || language.equals("es") ? "." : " ";
        return String.format(Locale.ROOT, "%d%s%03d", number / 1000, separator, number % 1000);
    }
}
