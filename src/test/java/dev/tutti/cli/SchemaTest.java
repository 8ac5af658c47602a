package dev.tutti.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.tutti.testing.Database;
import dev.tutti.testing.Golden;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What commands print with {@code --json} is what the published schemas say, and these say something. */
final class SchemaTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final StoreFixture fixture = new StoreFixture(Database.SQLITE);
    private final Shop shop = new Shop(fixture);
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    @AfterEach
    void closeStore() {
        fixture.close();
    }

    static List<String> goldens() {
        return Golden.names("cli/json");
    }

    @Test
    void everyCommandHasASchemaThatStandsAlone() {
        for (List<String> command : Commands.working(shop.ann)) {
            String name = Schemas.name(command);
            Said said = shop.ann.type(
                    Stream.concat(Stream.of("schema"), command.stream()).toArray(String[]::new));

            assertThat(said.code()).as(name + said.err()).isZero();
            assertThat(schema(name).validate(JsonNodeFactory.instance.numberNode(1)))
                    .as(name)
                    .isNotEmpty();
            assertThat(JSON.readTree(said.out()))
                    .isEqualTo(Schemas.load().of(command).orElseThrow());
            assertThat(said.out()).contains("\"title\" : \"tutti " + String.join(" ", command) + " --json\"");
        }
    }

    @Test
    void theListNamesEveryCommand() {
        assertThat(shop.ann.type("schema").out().lines())
                .containsExactlyElementsOf(Commands.working(shop.ann).stream()
                        .map(words -> String.join(" ", words))
                        .toList());
        JsonNode list = JSON.readTree(shop.ann.type("schema", "--json").out());
        assertThat(schema("schema").validate(list)).isEmpty();
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        JsonNode document = documents(new String(Golden.bytes("cli/json/status.json"), UTF_8))
                .getFirst();
        ((ObjectNode) document).put("at", "yesterday");

        assertThat(schema("status").validate(document)).isNotEmpty();
    }

    @Test
    void whoAsksForNoCommandIsToldWhichAreMeant() {
        Said said = shop.ann.type("schema", "lock", "lits");

        assertThat(said.code()).isEqualTo(64);
        assertThat(said.err()).contains("did you mean lock list?");
        assertThat(shop.ann.type("schema", "wired").code()).isEqualTo(64);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void everyKeptDocumentIsAsItsSchemaSays(String golden) {
        Schema schema = schema(golden.substring(0, golden.indexOf('.')));

        for (JsonNode document : documents(new String(Golden.bytes("cli/json/" + golden), UTF_8))) {
            assertThat(schema.validate(document)).as(golden).isEmpty();
        }
    }

    /** A schema that lets everything through would pass every other test here. */
    @ParameterizedTest
    @MethodSource("goldens")
    void aDocumentWithAFieldOfAnotherTypeIsRefused(String golden) {
        Schema schema = schema(golden.substring(0, golden.indexOf('.')));

        for (JsonNode document : documents(new String(Golden.bytes("cli/json/" + golden), UTF_8))) {
            for (String field : fields("", document)) {
                JsonNode changed = document.deepCopy();
                int last = field.lastIndexOf('/');
                ((ObjectNode) changed.at(field.substring(0, last))).put(field.substring(last + 1), -0.5);
                assertThat(schema.validate(changed)).as(golden + ": " + field).isNotEmpty();
            }
        }
    }

    /** Where every field of every object in it stands, at any depth. */
    private static List<String> fields(String at, JsonNode node) {
        List<String> found = new ArrayList<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                found.addAll(fields(at + "/" + i, node.get(i)));
            }
        }
        for (String name : node.propertyNames()) {
            found.add(at + "/" + name);
            found.addAll(fields(at + "/" + name, node.get(name)));
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void aDocumentWithoutAFieldThatIsAlwaysThereIsRefused(String golden) {
        String name = golden.substring(0, golden.indexOf('.'));
        List<String> optional = List.of(
                "session",
                "role",
                "task",
                "branch",
                "pid",
                "expires_at",
                "ends_at",
                "ended_by",
                "action_raw",
                "agent_role",
                "answers",
                "deadline_at",
                "carrier",
                "injected_at",
                "seen_at",
                "acknowledged_at",
                "missed",
                "project",
                "at",
                "instance",
                "stopped_because",
                "tree",
                "under");

        for (JsonNode document : documents(new String(Golden.bytes("cli/json/" + golden), UTF_8))) {
            for (String field : fields("", document)) {
                int last = field.lastIndexOf('/');
                String word = field.substring(last + 1);
                // The details of a fact are what its kind has; counts are by what there is.
                if (field.contains("/details/")
                        || field.matches("/by_(instance|action|category)/.*")
                        || (optional.contains(word) && !(name.equals("events") && word.equals("at")))) {
                    continue;
                }
                JsonNode changed = document.deepCopy();
                ((ObjectNode) changed.at(field.substring(0, last))).remove(word);
                assertThat(schema(name).validate(changed))
                        .as(golden + " without " + field)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void theDocumentsCommandsAnswerAsTheirSchemasSay() {
        shop.opened();
        shop.stage.processes().start(500, 1, "bash");

        answers("coord-status");
        answers("coord-lock", "list");
        answers("coord-lock", "acquire", "VERSION");
        answers("coord-lock", "acquire", "src/login.py");
        answers("coord-lock", "acquire", "src/[");
        answers("coord-lock", "check", "src/login.py");
        answers("coord-lock", "check", "README");
        answers("coord-lock", "release", "src/login.py");
        answers("coord-lock", "release", "VERSION");
        answers("coord-lock", "cleanup");
        answers("coord", "register", "--shell", "500", "A script", "main");
        answers("coord", "whoami", "--shell", "500");
        answers("coord", "generate-id", "--shell", "500");
        answers("coord", "heartbeat", "--shell", "500");
        answers("coord", "acquire", "--shell", "500", "VERSION");
        answers("coord", "acquire", "--shell", "500", "src/login.py");
        answers("coord", "renew", "--shell", "500", "VERSION");
        answers("coord", "renew", "--shell", "500", "README");
        answers("coord", "check", "--shell", "500", "VERSION");
        answers("coord", "conflict", "--shell", "500", "VERSION");
        answers("coord", "instances", "--shell", "500");
        answers("coord", "work", "--shell", "500");
        answers("coord", "release", "--shell", "500", "VERSION");
        answers("coord", "release-all", "--shell", "500");
        answers("coord", "release-of", "--shell", "500", "nobody");
        answers("coord", "cleanup-stale", "--shell", "500");
        answers("coord", "unregister", "--shell", "500");
        answers("completion", "bash");
    }

    private void answers(String... words) {
        List<String> typed = new ArrayList<>(List.of(words));
        typed.add("--json");
        Said said = shop.ann.type(typed.toArray(String[]::new));
        String name = Commands.working(shop.ann).stream()
                .filter(command ->
                        typed.subList(0, Math.min(typed.size(), command.size())).equals(command))
                .map(Schemas::name)
                .findFirst()
                .orElseThrow();

        assertThat(said.code()).as(said.err()).isNotEqualTo(64);
        assertThat(schema(name).validate(JSON.readTree(said.out())))
                .as(String.join(" ", typed) + ": " + said.out())
                .isEmpty();
    }

    private Schema schema(String name) {
        Optional<ObjectNode> schema = Schemas.load().of(List.of(name));
        assertThat(schema).as(name).isPresent();
        return registry.getSchema(schema.get());
    }

    private static List<JsonNode> documents(String text) {
        return JSON.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll();
    }
}
