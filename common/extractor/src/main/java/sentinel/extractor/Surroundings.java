package sentinel.extractor;

import java.util.List;
import java.util.regex.Pattern;

/** Tells in what part of its page an element stands: the article, the comments, the site's frame, what leads elsewhere. */
final class Surroundings {

    private static final Pattern OF_SITE = Pattern.compile(
            "(?:^|[^a-z])(?:masthead|logo|top-?bar|site-?header|global-?header|today|current-?date|clock|weather|wetter)(?:$|[^a-z])",
            Pattern.CASE_INSENSITIVE);
    /** Characters of a class that is looked through for the site's parts; a longer one is made by a program. */
    private static final int LONGEST_NAME = 200;

    private static final List<String> COMMENT = List.of("comment");
    private static final List<String> ELSEWHERE = List.of("card", "teaser", "related");

    private final PageScan scan;

    Surroundings(PageScan scan) {
        this.scan = scan;
    }

    boolean isComment(int index) {
        return isCommentOr(index, 0);
    }

    /** Whether an element is a comment's, or within a small part of the page that has one of these marks. */
    boolean isCommentOr(int index, int marks) {
        return scan.isWithin(index, Marks.COMMENTS | marks, COMMENT);
    }

    /** Whether an element is a comment's, or at the edges of the page. */
    boolean isAtEdge(int index) {
        return isCommentOr(index, Marks.FURNITURE);
    }

    /** Whether an element is part of what leads to other articles. */
    boolean isElsewhere(int index) {
        return scan.isWithin(index, Marks.ASIDE | Marks.BOILERPLATE, ELSEWHERE);
    }

    /** Whether an element is part of what somebody else said, as posts of other sites are that a page shows. */
    boolean isQuoted(int index) {
        for (int i = index; i > 0 && scan.ends[i] - i < scan.size / 2; i = scan.parents[i]) {
            if (scan.tag(i).equals("blockquote")) {
                return true;
            }
        }
        return false; // a quotation of half the page is layout
    }

    /**
     * Whether an element is part of what the site sets above all its pages, where today's date may stand.
     *
     * @param headline its element, which no such part holds; -1 when there is none
     */
    boolean isOfSite(int index, int headline) {
        for (int i = index; i > 0 && !scan.contains(i, headline); i = scan.parents[i]) {
            boolean header = (scan.marks[i] & Marks.HEADER) != 0 && articleOrMain(i) == 0;
            String name = scan.elements[i].className();
            if (header || (name.length() < LONGEST_NAME && OF_SITE.matcher(name).find())) {
                return true;
            }
        }
        return false;
    }

    /** The innermost {@code <article>} or {@code <main>} round an element, which is made for the article; else 0. */
    int articleOrMain(int index) {
        int i = index;
        while (i > 0 && (scan.marks[i] & Marks.ARTICLE) == 0 && !scan.tag(i).equals("main")) {
            i = scan.parents[i];
        }
        return Math.max(0, i);
    }
}
