package sentinel.simulator.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes facts in the shape that a JSON schema asks for, by the names of its properties. */
final class SchemaFiller {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SchemaFiller() {}

    /** An object for a schema; with the usual properties when the schema names none. */
    static ObjectNode fill(JsonNode schema, Facts facts) {
        var object = NODES.objectNode();
        var properties = schema.path("properties");
        if (properties.isEmpty()) {
            for (var name : List.of(
                    "title",
                    "author",
                    "publish_date",
                    "summary",
                    "sentiment",
                    "sentiment_score",
                    "companies",
                    "people",
                    "topics")) {
                object.set(name, value(name, schemaOf(name), facts));
            }
        } else {
            properties
                    .properties()
                    .forEach(property ->
                            object.set(property.getKey(), value(property.getKey(), property.getValue(), facts)));
        }
        return object;
    }

    private static JsonNode schemaOf(String name) {
        var schema = NODES.objectNode();
        boolean list = List.of("companies", "people", "topics").contains(name);
        return schema.put("type", list ? "array" : name.equals("sentiment_score") ? "number" : "string");
    }

    private static JsonNode value(String name, JsonNode schema, Facts facts) {
        return switch (name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")) {
            case "title", "headline" -> text(facts.title());
            case "author", "authors", "byline" ->
                type(schema).equals("array")
                        ? list(
                                facts.author() == null
                                        ? List.of()
                                        : List.of(facts.author().split(", ", -1)),
                                schema)
                        : text(facts.author());
            case "publishdate", "publisheddate", "datepublished", "published", "date" -> text(facts.publishDate());
            case "summary", "abstract" -> text(facts.summary());
            case "sentiment" -> sentiment(schema, facts);
            case "sentimentscore", "score" -> NODES.numberNode(facts.sentimentScore());
            case "companies", "organizations", "organisations" -> list(facts.companies(), schema);
            case "people", "persons" -> list(facts.people(), schema);
            case "topics", "tags", "keywords", "categories" -> list(facts.topics(), schema);
            case "language" -> text(facts.language());
            default -> empty(schema, facts);
        };
    }

    private static JsonNode text(@Nullable String text) {
        return text == null ? NullNode.getInstance() : NODES.textNode(text);
    }

    /** As the schema's enumeration spells it. */
    private static JsonNode sentiment(JsonNode schema, Facts facts) {
        if (type(schema).equals("object")) {
            var object = NODES.objectNode();
            schema.path("properties")
                    .properties()
                    .forEach(property -> object.set(
                            property.getKey(),
                            type(property.getValue()).equals("number")
                                    ? NODES.numberNode(facts.sentimentScore())
                                    : NODES.textNode(facts.sentiment())));
            return object;
        }
        for (var allowed : schema.path("enum")) {
            if (allowed.asText().equalsIgnoreCase(facts.sentiment())) {
                return allowed;
            }
        }
        return text(facts.sentiment());
    }

    private static ArrayNode list(List<String> names, JsonNode schema) {
        var array = NODES.arrayNode();
        boolean objects = type(schema.path("items")).equals("object");
        for (var name : names) {
            if (objects) {
                array.addObject().put("name", name);
            } else {
                array.add(name);
            }
        }
        return array;
    }

    private static JsonNode empty(JsonNode schema, Facts facts) {
        return switch (type(schema)) {
            case "array" -> NODES.arrayNode();
            case "object" -> fill(schema, facts);
            case "number", "integer" -> NODES.numberNode(0);
            case "boolean" -> NODES.booleanNode(false);
            case "null" -> NullNode.getInstance();
            default ->
                schema.path("enum").isEmpty()
                        ? NODES.textNode("")
                        : schema.path("enum").get(0);
        };
    }

    /** The first type that is not null, of {@code type} or {@code anyOf}. */
    private static String type(JsonNode schema) {
        var type = schema.path("type");
        if (type.isTextual()) {
            return type.asText();
        }
        for (var one : type) {
            if (!one.asText().equals("null")) {
                return one.asText();
            }
        }
        for (var one : schema.path("anyOf")) {
            if (!type(one).equals("null")) {
                return type(one);
            }
        }
        return "string";
    }
}
