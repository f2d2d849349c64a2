package sentinel.extractor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The schema.org objects that a page carries as JSON-LD, read leniently: lists, {@code @graph}, comments, raw newlines. */
final class JsonLd {

    private static final int MAX_CHARS = 1_000_000;
    private static final int MAX_OBJECTS = 2_000;
    private static final int MAX_LOOKS = 20_000;
    private static final Set<String> ARTICLES = Set.of(
            "article",
            "newsarticle",
            "blogposting",
            "reportagenewsarticle",
            "analysisnewsarticle",
            "opinionnewsarticle",
            "backgroundnewsarticle",
            "reviewnewsarticle",
            "liveblogposting",
            "techarticle",
            "scholarlyarticle",
            "advertisercontentarticle",
            "satiricalarticle",
            "socialmediaposting",
            "report",
            "review");
    private static final Set<String> PAGES = Set.of(
            "webpage",
            "itempage",
            "aboutpage",
            "medicalwebpage",
            "recipe",
            "discussionforumposting",
            "howto",
            "course");

    private static final Set<String> ORGANISATIONS = Set.of("organization", "newsmediaorganization", "corporation");

    private static final JsonMapper LENIENT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxStringLength(MAX_CHARS)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_MISSING_VALUES)
            .build();

    private final Map<String, JsonNode> byId = new HashMap<>();
    private final List<JsonNode> objects = new ArrayList<>();
    /** Nodes looked at for names: references may lead to each other. */
    private int looked;

    private @Nullable JsonNode article;
    private @Nullable JsonNode page;

    JsonLd(List<Element> scripts) {
        for (var script : scripts) {
            if (script.attr("type").toLowerCase(Locale.ROOT).contains("ld+json")) {
                read(script.data());
            }
        }
        for (var object : objects) {
            if (article == null
                    && isOf(object, ARTICLES)
                    && (object.has("headline") || object.has("datePublished") || object.has("articleBody"))) {
                article = object;
            } else if (page == null && isOf(object, PAGES)) {
                page = object;
            }
        }
    }

    private void read(String json) {
        String text = json.strip();
        if (text.length() > MAX_CHARS) {
            return;
        }
        if (text.startsWith("<!--")) {
            text = text.substring(4).replace("-->", "");
        }
        if (text.startsWith("//<![CDATA[") || text.startsWith("<![CDATA[")) {
            text = text.substring(text.indexOf("[CDATA[") + 7)
                    .replace("//]]>", "")
                    .replace("]]>", "");
        }
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ';') {
            end--;
        }
        try {
            collect(LENIENT.readTree(text.substring(0, end)), 0);
        } catch (JsonProcessingException e) {
            return; // a broken claim is no claim
        }
    }

    private void collect(JsonNode node, int depth) {
        if (depth > 6 || objects.size() > MAX_OBJECTS) {
            return;
        }
        if (node.isArray()) {
            node.forEach(child -> collect(child, depth + 1));
        } else if (node.isObject()) {
            if (node.has("@type")) {
                objects.add(node);
            }
            if (node.has("@id") && node.size() > 1) {
                byId.putIfAbsent(node.get("@id").asText(), node);
            }
            for (var name : List.of("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart")) {
                if (node.has(name)) {
                    collect(node.get(name), depth + 1);
                }
            }
        }
    }

    private static boolean isOf(JsonNode object, Set<String> types) {
        var type = object.get("@type");
        if (type.isArray()) {
            for (var one : type) {
                if (types.contains(typeName(one))) {
                    return true;
                }
            }
            return false;
        }
        return types.contains(typeName(type));
    }

    private static String typeName(JsonNode type) {
        String name = type.asText("").toLowerCase(Locale.ROOT);
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
    }

    /** A text of the article, or of the page; empty when absent. */
    String text(String name) {
        String value = article == null ? "" : textOf(article.get(name));
        return value.isEmpty() && page != null ? textOf(page.get(name)) : value;
    }

    /** A text of the article only; empty when absent. */
    String articleText(String name) {
        return article == null ? "" : textOf(article.get(name));
    }

    /** Whether nothing says that the article is for those who pay. */
    boolean isFree() {
        for (var object : objects) {
            var free = object.get("isAccessibleForFree");
            if (free != null && free.asText("").equalsIgnoreCase("false")) {
                return false;
            }
        }
        return true;
    }

    /** Names of the article's authors, as they stand. */
    List<String> authors() {
        var names = new ArrayList<String>();
        for (var object : new @Nullable JsonNode[] {article, page}) {
            for (var field : List.of("author", "creator")) {
                if (names.isEmpty() && object != null && object.has(field)) {
                    names(object.get(field), names, 0);
                }
            }
        }
        return names;
    }

    /** The publisher's name; empty when absent. */
    String publisher() {
        for (var object : new @Nullable JsonNode[] {article, page}) {
            if (object != null && object.has("publisher")) {
                var names = new ArrayList<String>();
                names(object.get("publisher"), names, 0);
                if (!names.isEmpty()) {
                    return names.get(0);
                }
            }
        }
        return "";
    }

    /** The name of the {@code WebSite} object; empty when absent. */
    String webSite() {
        for (var object : objects) {
            if (isOf(object, Set.of("website"))) {
                return textOf(object.get("name"));
            }
        }
        return "";
    }

    /** Names of the organisations that the page describes. */
    List<String> organisations() {
        var names = new ArrayList<String>();
        for (var object : objects) {
            if (isOf(object, ORGANISATIONS)) {
                names(object.get("name"), names, 0);
            }
        }
        return names;
    }

    /** The address of the article's first picture; empty when absent. */
    String image() {
        for (var object : new @Nullable JsonNode[] {article, page}) {
            if (object != null) {
                String url = url(object.get("image"), 0);
                if (!url.isEmpty()) {
                    return url;
                }
            }
        }
        return "";
    }

    List<String> keywords() {
        var words = new ArrayList<String>();
        if (article != null && article.has("keywords")) {
            var node = article.get("keywords");
            if (node.isArray()) {
                node.forEach(word -> words.add(textOf(word)));
            } else {
                words.addAll(List.of(textOf(node).split("[,;]", -1)));
            }
        }
        return words;
    }

    private void names(@Nullable JsonNode node, List<String> into, int depth) {
        if (node == null || depth > 4 || into.size() > 30 || ++looked > MAX_LOOKS) {
            return;
        }
        if (node.isArray()) {
            node.forEach(child -> names(child, into, depth + 1));
        } else if (node.isObject()) {
            String parts = (textOf(node.get("givenName")) + ' ' + textOf(node.get("familyName"))).strip();
            if (node.has("name")) {
                names(node.get("name"), into, depth + 1);
            } else if (!parts.isEmpty()) {
                into.add(parts);
            } else if (node.has("@id") && byId.containsKey(node.get("@id").asText())) {
                names(byId.get(node.get("@id").asText()), into, depth + 1);
            }
        } else if (node.isTextual()) {
            into.add(node.asText());
        }
    }

    private String url(@Nullable JsonNode node, int depth) {
        if (node == null || depth > 4) {
            return "";
        }
        if (node.isArray()) {
            return node.isEmpty() ? "" : url(node.get(0), depth + 1);
        }
        if (node.isObject()) {
            if (node.has("url")) {
                return url(node.get("url"), depth + 1);
            }
            if (node.has("contentUrl")) {
                return url(node.get("contentUrl"), depth + 1);
            }
            var known = node.has("@id") ? byId.get(node.get("@id").asText()) : null;
            return known == null ? "" : url(known, depth + 1);
        }
        return node.asText("");
    }

    private static String textOf(@Nullable JsonNode node) {
        if (node == null) {
            return "";
        }
        if (node.isArray()) {
            return node.isEmpty() ? "" : textOf(node.get(0));
        }
        if (node.isObject()) {
            return textOf(node.get("@value"));
        }
        return node.isNull() ? "" : node.asText("").strip();
    }
}
