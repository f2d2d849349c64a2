package sentinel.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** openapi.json as a judge of replies: the part of JSON Schema that it uses, and no property that it does not name. */
final class Contract {

    private static final Set<String> KNOWN = Set.of(
            "$ref",
            "allOf",
            "type",
            "enum",
            "required",
            "properties",
            "additionalProperties",
            "items",
            "minItems",
            "maxItems",
            "minimum",
            "maximum",
            "pattern",
            "format",
            "description");

    private final JsonNode document = OpenApi.document();

    JsonNode document() {
        return document;
    }

    /** Names of an operation's query parameters. */
    List<String> parameters(String path) {
        return StreamSupport.stream(
                        document.at("/paths")
                                .get(path)
                                .get("get")
                                .get("parameters")
                                .spliterator(),
                        false)
                .filter(parameter -> parameter.get("in").asText().equals("query"))
                .map(parameter -> parameter.get("name").asText())
                .toList();
    }

    /** What is wrong with a reply of an operation; empty when nothing is. */
    List<String> violations(String path, int status, String contentType, JsonNode body) {
        var content = document.at("/paths")
                .get(path)
                .get("get")
                .get("responses")
                .path("" + status)
                .path("content");
        var type = content.path(contentType.replaceAll(";.*", ""));
        if (type.isMissingNode()) {
            return List.of("no " + status + " of " + contentType + " is allowed for " + path);
        }
        var violations = new ArrayList<String>();
        check(type.get("schema"), body, "$", violations);
        return violations;
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> violations) {
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!KNOWN.contains(keyword)) {
                throw new IllegalStateException("this check does not know " + keyword);
            }
        });
        if (schema.has("$ref")) {
            check(document.at(schema.get("$ref").asText().substring(1)), value, at, violations);
            return;
        }
        if (schema.has("allOf")) {
            schema.get("allOf").forEach(part -> check(part, value, at, violations));
            return;
        }
        if (schema.has("type") && !hasType(schema.get("type"), value)) {
            violations.add(at + " is " + value.getNodeType() + ", not " + schema.get("type"));
            return;
        }
        if (schema.has("enum") && !in(schema.get("enum"), value)) {
            violations.add(at + " is " + value + ", not one of " + schema.get("enum"));
        }
        if (value.isTextual()) {
            checkText(schema, value.asText(), at, violations);
        } else if (value.isNumber()) {
            if (value.asDouble() < schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY)
                    || value.asDouble() > schema.path("maximum").asDouble(Double.POSITIVE_INFINITY)) {
                violations.add(at + " is " + value + ", out of bounds");
            }
        } else if (value.isArray()) {
            if (value.size() < schema.path("minItems").asInt(0)
                    || value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
                violations.add(at + " has " + value.size() + " items");
            }
            for (int i = 0; i < value.size() && schema.has("items"); i++) {
                check(schema.get("items"), value.get(i), at + "[" + i + "]", violations);
            }
        } else if (value.isObject()) {
            checkObject(schema, value, at, violations);
        }
    }

    private static void checkText(JsonNode schema, String text, String at, List<String> violations) {
        if (schema.has("pattern")
                && !Pattern.compile(schema.get("pattern").asText())
                        .matcher(text)
                        .find()) {
            violations.add(at + " is " + text);
        }
        if (schema.path("format").asText().equals("date-time")) {
            try {
                Instant.parse(text);
            } catch (DateTimeParseException e) {
                violations.add(at + " is no time: " + text);
            }
        }
    }

    private void checkObject(JsonNode schema, JsonNode value, String at, List<String> violations) {
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                violations.add(at + " lacks " + name.asText());
            }
        });
        var properties = schema.path("properties");
        var rest = schema.path("additionalProperties");
        value.properties().forEach(property -> {
            String name = property.getKey();
            if (properties.has(name)) {
                check(properties.get(name), property.getValue(), at + "." + name, violations);
            } else if (rest.isObject()) {
                check(rest, property.getValue(), at + "." + name, violations);
            } else if (!properties.isMissingNode()) {
                violations.add(at + " has " + name + ", which the contract does not know");
            }
        });
    }

    private static boolean hasType(JsonNode types, JsonNode value) {
        var names = new HashSet<String>();
        if (types.isTextual()) {
            names.add(types.asText());
        } else {
            types.forEach(type -> names.add(type.asText()));
        }
        return names.stream().anyMatch(name -> switch (name) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> throw new IllegalStateException("no type: " + name);
        });
    }

    private static boolean in(JsonNode values, JsonNode value) {
        return StreamSupport.stream(values.spliterator(), false).anyMatch(value::equals);
    }
}
