package sentinel.versions;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whether a text is the same article, of which less was read: behind a wall, of a page that ends early, or picked badly. */
public final class Shortening {

    /** Share of the words of the longer text above which so little is missing that it is an edit. */
    private static final double MUCH_SHORTER = 0.75;
    /** Share of the words of the shorter text that are in the longer one, in its order. */
    private static final double SAME = 0.9;
    /** By how much the confidence in the extraction falls when the text of a page is not found whole. */
    private static final double CONFIDENCE_FELL = 0.15;
    /** Characters at the end of a text among which a wall's words stand. */
    private static final int END = 500;

    private static final Pattern CUT_OFF = Pattern.compile("(?:…|\\.\\.\\.|\\[\\.\\.\\.\\]|[,:;-])[\\s\\])\"']*$");

    private Shortening() {}

    /**
     * True when {@code after} has much fewer words than {@code before}, nearly all of them {@code before}'s, and one of these
     * signs says that it is not whole: it ends within a sentence of {@code before}, words of a wall stand at its end that
     * {@code before} has not, or the confidence fell by more than {@value #CONFIDENCE_FELL}.
     */
    public static boolean is(VersionText before, VersionText after) {
        return new Revision(before, after).isShortening();
    }

    static boolean is(Revision revision) {
        var one = revision.before();
        var other = revision.after();
        int wall = wallFrom(one.body(), other.body());
        var longer = revision.wordsBefore();
        var shorter = wall < 0 ? revision.wordsAfter() : Words.of(withoutWall(wall, other.body()));
        if (shorter.size() >= MUCH_SHORTER * longer.size()) {
            return false;
        }
        if (kept(longer, shorter) < SAME * shorter.size()) {
            return false;
        }
        return wall >= 0 || confidenceFell(revision) || isCut(longer, shorter, one.body(), other.body());
    }

    private static int kept(List<Word> longer, List<Word> shorter) {
        return Comparison.of(longer, shorter).kept();
    }

    private static boolean confidenceFell(Revision revision) {
        var was = revision.confidenceBefore();
        var is = revision.confidenceAfter();
        return was != null && is != null && was - is > CONFIDENCE_FELL;
    }

    /** Where words of a wall begin at the end of a text, which the other text does not have; -1 when there are none. */
    private static int wallFrom(String before, String after) {
        int near = Math.max(0, after.length() - END);
        String end = after.substring(near).toLowerCase(Locale.ROOT);
        String all = before.toLowerCase(Locale.ROOT);
        int first = -1;
        for (var words : Vocabulary.WALLS) {
            int at = end.indexOf(words);
            if (at >= 0 && !all.contains(words)) {
                first = first < 0 ? at : Math.min(first, at);
            }
        }
        return first < 0 ? -1 : near + first;
    }

    /** The text up to the sentence in which a wall speaks. */
    private static String withoutWall(int wall, String after) {
        int sentence = -1;
        for (var mark : List.of(". ", "! ", "? ", "… ", "。", "\"")) {
            sentence = Math.max(sentence, after.lastIndexOf(mark, wall));
        }
        return after.substring(0, Math.max(0, sentence + 1));
    }

    /** Whether the text ends where a sentence of the longer one goes on. */
    private static boolean isCut(List<Word> longer, List<Word> shorter, String before, String after) {
        if (shorter.isEmpty()) {
            return true;
        }
        if (CUT_OFF.matcher(after).find() && !before.endsWith(after)) {
            return true;
        }
        if (SiteNoise.endsSentence(after)) {
            return false;
        }
        int n = shorter.size();
        for (int i = n > 1 ? 1 : 0; i < longer.size(); i++) {
            boolean here = longer.get(i).key().startsWith(shorter.get(n - 1).key())
                    && (n == 1
                            || longer.get(i - 1).key().equals(shorter.get(n - 2).key()));
            boolean withinWord =
                    here && !longer.get(i).key().equals(shorter.get(n - 1).key());
            if (withinWord
                    || (here && i + 1 < longer.size() && !longer.get(i + 1).opens())) {
                return true;
            }
        }
        return false;
    }
}
