package dev.tutti.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The published schemas of what commands print with {@code --json}; immutable. Source: docs/schemas. */
final class Schemas {

    private static final String FILE = "/schemas/tutti.schema.json";
    private static final String DEFINITIONS = "$defs";
    private static final String REFERENCE = "$ref";
    private static final String LOCAL = "#/$defs/";

    private final ObjectNode whole;

    private Schemas(ObjectNode whole) {
        this.whole = whole;
    }

    /** Those of this build; reads some 40 kB. */
    static Schemas load() {
        try (InputStream in = Schemas.class.getResourceAsStream(FILE)) {
            return new Schemas((ObjectNode) JsonMapper.shared().readTree(requireNonNull(in, FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    /** How a command's words name its schema. */
    static String name(List<String> words) {
        return String.join("-", words);
    }

    /** The schema of one command with all that it speaks of, so that it stands alone; empty when there is none. */
    Optional<ObjectNode> of(List<String> words) {
        String name = name(words);
        JsonNode definitions = whole.path(DEFINITIONS);
        if (!definitions.has(name)) {
            return Optional.empty();
        }
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", whole.path("$schema").asString());
        schema.put("$id", whole.path("$id").asString() + ":" + name);
        schema.put("title", "tutti " + String.join(" ", words) + " --json");
        schema.put(REFERENCE, LOCAL + name);
        ObjectNode needed = schema.putObject(DEFINITIONS);
        needed(definitions, name).forEach(each -> needed.set(each, definitions.path(each)));
        return Optional.of(schema);
    }

    private static Set<String> needed(JsonNode definitions, String name) {
        Set<String> needed = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(name));
        while (!next.isEmpty()) {
            String each = next.remove();
            if (needed.add(each)) {
                references(definitions.path(each)).forEach(next::add);
            }
        }
        return needed;
    }

    private static Stream<String> references(JsonNode node) {
        Stream<String> own = node.path(REFERENCE).asStringOpt().stream().map(text -> text.substring(LOCAL.length()));
        return Stream.concat(own, node.valueStream().flatMap(Schemas::references));
    }
}
