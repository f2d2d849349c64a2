package sentinel.api.index;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionLengthAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;

/**
 * What a person types into a search box: all words must occur; {@code "a phrase"}; {@code -without}; {@code this OR
 * that}; {@code prefix*}. A word is found in its other forms too, in any language of its script; a phrase, even of one word,
 * as it is written. What is no syntax is text, and text without words asks for nothing; operators that {@link SearchSyntax}
 * finds are refused before.
 */
final class TextQuery {

    private static final Pattern PART = Pattern.compile("(-?)(?:\"([^\"]*)\"?|([^\\s\"]+))");
    private static final int MIN_PREFIX = 2;
    private static final float TITLE_BOOST = 2;
    private static final float STEM_BOOST = 0.2f;

    private static final int CACHED_WORDS = 10_000;

    private final Analyzer analyzer;

    /** One word has two dozen stems in Latin script, and a request asks for a page, its number of articles and facets. */
    private final Cache<String, List<String>> stems =
            Caffeine.newBuilder().maximumSize(CACHED_WORDS).build();

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
            var forms = phrase == null ? stems.get(word, this::stems) : List.<String>of();
            var query = phrase == null ? word(word, forms) : words(ArticleFields.TEXT, phrase);
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
                words(ArticleFields.TITLE, phrase == null ? word : phrase)
                        .map(title -> inAnyForm(title, ArticleFields.TITLE_STEMS, forms))
                        .ifPresent(titles::add);
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

    private Optional<Query> word(String word, List<String> stems) {
        if (word.endsWith("*") && word.length() > MIN_PREFIX) {
            var prefix = analyzer.normalize(ArticleFields.TEXT, word.substring(0, word.length() - 1));
            if (prefix.length >= MIN_PREFIX && isOneWord(prefix.utf8ToString())) {
                return Optional.of(new PrefixQuery(new Term(ArticleFields.TEXT, prefix)));
            }
        }
        return words(ArticleFields.TEXT, word).map(exact -> inAnyForm(exact, ArticleFields.STEMS, stems));
    }

    private boolean isOneWord(String text) {
        var tokens = tokens(ArticleFields.TEXT, text);
        return tokens.size() == 1 && tokens.get(0).text().equals(text);
    }

    /** The word as it is, or, for less, in another form. An article has stems of one language at most. */
    private static Query inAnyForm(Query exact, String field, List<String> stems) {
        if (stems.isEmpty()) {
            return exact;
        }
        var others = new SynonymQuery.Builder(field);
        stems.forEach(stem -> others.addTerm(new Term(field, stem)));
        return new BooleanQuery.Builder()
                .add(exact, Occur.SHOULD)
                .add(new BoostQuery(others.build(), STEM_BOOST), Occur.SHOULD)
                .build();
    }

    /** What a word would be indexed as in each language that uses its script; none for several words. */
    private List<String> stems(String word) {
        var exact = tokens(ArticleFields.TEXT, word);
        if (exact.isEmpty()) {
            return List.of();
        }
        var stems = new ArrayList<String>();
        for (var language : Language.of(UnicodeScript.of(exact.get(0).text().codePointAt(0)))) {
            var tokens = tokens(StemField.analysed(ArticleFields.STEMS, language), word);
            if (!tokens.isEmpty() && tokens.get(tokens.size() - 1).position() == 0) {
                stems.add(tokens.get(0).text());
            }
        }
        return stems;
    }

    /** The text's words in this order; a single one, several, or none. */
    private Optional<Query> words(String field, String text) {
        var tokens = longest(tokens(field, text));
        return switch (tokens.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new TermQuery(new Term(field, tokens.get(0).text())));
            default -> {
                var phrase = new PhraseQuery.Builder();
                tokens.forEach(token -> phrase.add(new Term(field, token.text()), token.position()));
                yield Optional.of(phrase.build());
            }
        };
    }

    /** Without the single characters that pairs of them say already. */
    private static List<Token> longest(List<Token> tokens) {
        var covered = new HashSet<Integer>();
        tokens.stream().filter(Token::isPair).forEach(pair -> {
            covered.add(pair.position());
            covered.add(pair.position() + 1);
        });
        return tokens.stream()
                .filter(token -> token.isPair() || !covered.contains(token.position()))
                .toList();
    }

    /** @param length in positions */
    private record Token(String text, int position, int length) {
        boolean isPair() {
            return length > 1;
        }
    }

    private List<Token> tokens(String field, String text) {
        var tokens = new ArrayList<Token>();
        try (var stream = analyzer.tokenStream(field, text)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            var increment = stream.addAttribute(PositionIncrementAttribute.class);
            var length = stream.addAttribute(PositionLengthAttribute.class);
            int position = -1;
            stream.reset();
            while (stream.incrementToken()) {
                position += increment.getPositionIncrement();
                tokens.add(new Token(term.toString(), position, length.getPositionLength()));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be read", e);
        }
        return tokens;
    }
}
