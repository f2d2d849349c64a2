package sentinel.api.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * What a person types into a search box: all words must occur; {@code "a phrase"}; {@code -without}; {@code this OR
 * that}; {@code prefix*}. What is no syntax is text, and text without words asks for nothing; operators that {@link
 * SearchSyntax} finds are refused before.
 */
final class TextQuery {

    private static final Pattern PART = Pattern.compile("(-?)(?:\"([^\"]*)\"?|([^\\s\"]+))");
    private static final int MIN_PREFIX = 2;
    private static final float TITLE_BOOST = 2;

    private final Analyzer analyzer;

    TextQuery(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    /**
     * @param ranked whether the order depends on how well an article matches
     * @return empty when the text asks for nothing
     */
    Optional<Query> parse(String text, boolean ranked) {
        var wanted = new ArrayList<List<Query>>(); // each with its alternatives
        var unwanted = new ArrayList<Query>();
        var titles = new ArrayList<Query>();
        boolean or = false;
        var parts = PART.matcher(SearchSyntax.straightQuotes(text));
        while (parts.find()) {
            boolean negative = !parts.group(1).isEmpty();
            String word = parts.group(3);
            if (!negative && "OR".equals(word)) {
                or = !wanted.isEmpty();
                continue;
            }
            String phrase = parts.group(2);
            var query = phrase == null ? word(word) : words(ArticleFields.TEXT, phrase);
            if (query.isEmpty()) {
                continue;
            }
            if (negative) {
                unwanted.add(query.get());
            } else {
                if (or) {
                    wanted.get(wanted.size() - 1).add(query.get());
                } else {
                    wanted.add(new ArrayList<>(List.of(query.get())));
                }
                words(ArticleFields.TITLE, phrase == null ? word : phrase).ifPresent(titles::add);
            }
            or = false;
        }
        if (wanted.isEmpty() && unwanted.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(all(wanted, unwanted, ranked ? titles : List.of()));
    }

    private static Query all(List<List<Query>> wanted, List<Query> unwanted, List<Query> titles) {
        if (wanted.size() == 1 && wanted.get(0).size() == 1 && unwanted.isEmpty() && titles.isEmpty()) {
            return wanted.get(0).get(0);
        }
        var all = new BooleanQuery.Builder();
        if (wanted.isEmpty()) {
            all.add(new MatchAllDocsQuery(), Occur.MUST);
        }
        for (var alternatives : wanted) {
            var any = new BooleanQuery.Builder();
            alternatives.forEach(query -> any.add(query, Occur.SHOULD));
            all.add(alternatives.size() == 1 ? alternatives.get(0) : any.build(), Occur.MUST);
        }
        unwanted.forEach(query -> all.add(query, Occur.MUST_NOT));
        titles.forEach(query -> all.add(new BoostQuery(query, TITLE_BOOST), Occur.SHOULD));
        return all.build();
    }

    private Optional<Query> word(String word) {
        if (word.endsWith("*") && word.length() > MIN_PREFIX) {
            var prefix = analyzer.normalize(ArticleFields.TEXT, word.substring(0, word.length() - 1));
            if (prefix.length >= MIN_PREFIX && isOneWord(prefix.utf8ToString())) {
                return Optional.of(new PrefixQuery(new Term(ArticleFields.TEXT, prefix)));
            }
        }
        return words(ArticleFields.TEXT, word);
    }

    private boolean isOneWord(String text) {
        return tokens(ArticleFields.TEXT, text).equals(List.of(text));
    }

    /** The text's words in this order; a single one, several, or none. */
    private Optional<Query> words(String field, String text) {
        var tokens = tokens(field, text);
        return switch (tokens.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new TermQuery(new Term(field, tokens.get(0))));
            default -> Optional.of(new PhraseQuery(field, tokens.toArray(String[]::new)));
        };
    }

    private List<String> tokens(String field, String text) {
        var tokens = new ArrayList<String>();
        try (var stream = analyzer.tokenStream(field, text)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be read", e);
        }
        return tokens;
    }
}
