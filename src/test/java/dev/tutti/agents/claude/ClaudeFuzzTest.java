package dev.tutti.agents.claude;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tutti.agents.Decoded;
import dev.tutti.agents.HookEvent;
import dev.tutti.agents.HookReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Damaged samples: each gives an event or a reason, never an exception, and the answer to it stays harmless. */
class ClaudeFuzzTest {

    private static final HookReply REFUSAL =
            new HookReply.Refuse("held by B", List.of("B is on \"login\"."), Optional.of("held"));

    private static final long SEED = Long.getLong("tutti.seed", System.nanoTime());
    private static final List<Sample> SAMPLES = ClaudeSamples.names().stream()
            .map(name -> new Sample(name, new String(ClaudeSamples.bytes(name), UTF_8).strip()))
            .toList();

    private final Random random = new Random(SEED);
    private final ClaudeCodec codec = new ClaudeCodec();

    @BeforeAll
    static void printSeed() {
        System.out.println("ClaudeFuzzTest seed " + SEED + " (repeat with -Dtutti.seed=" + SEED + ")");
    }

    @Test
    void aSampleCutAnywhereIsRejected() {
        for (Sample sample : SAMPLES) {
            byte[] whole = sample.bytes();
            String name = sample.name;
            for (int length = 0; length < whole.length; length++) {
                boolean rejected = isRejected(Arrays.copyOf(whole, length), name, length);

                require(rejected, "taken though cut off", name, length);
            }
            require(!isRejected(whole, name, whole.length), "rejected though whole", name, whole.length);
        }
    }

    @Test
    void flippedInsertedAndLostBytesAreSurvived() {
        for (int i = 0; i < 4_000; i++) {
            Sample sample = SAMPLES.get(random.nextInt(SAMPLES.size()));
            byte[] bytes = sample.bytes();
            for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                bytes = damaged(bytes);
            }

            isRejected(bytes, sample.name, i);
        }
    }

    @Test
    void anyFieldMayBecomeAnything() {
        for (Sample sample : SAMPLES) {
            JsonNode json = JsonMapper.shared().readTree(sample.json);
            for (String pointer : pointers(json, "")) {
                for (JsonNode other : replacements()) {
                    byte[] changed = JsonMapper.shared().writeValueAsBytes(replaced(json, pointer, other));

                    isRejected(changed, sample.name + " with another " + pointer, 0);
                }
            }
        }
    }

    @Test
    void noiseIsRejected() {
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);

            require(isRejected(noise, "noise", i), "taken though noise", "noise", i);
        }
    }

    /** Whether the input was rejected; either way it must have been so harmlessly. */
    private boolean isRejected(byte[] input, String what, int number) {
        switch (codec.decode(input, ClaudeSamples.CALLER)) {
            case Decoded.Rejected(String why) -> {
                boolean oneLine = !why.isBlank() && why.codePointCount(0, why.length()) <= 300 && !why.contains("\n");
                require(oneLine && !why.contains("broke the reader"), why, what, number);
                return true;
            }
            case Decoded.Event(HookEvent event) -> {
                String answer = new String(codec.encode(event, REFUSAL), UTF_8);
                boolean harmless = answer.length() <= ClaudeAnswers.MAX_ANSWER_CHARS
                        && !answer.contains("allow")
                        && !answer.contains("updatedInput");
                require(harmless, answer, what, number);
                return false;
            }
        }
    }

    /** Without the words being put together where all is well: that is most of the time otherwise. */
    private static void require(boolean holds, String wrong, String what, int number) {
        if (!holds) {
            throw new AssertionError(what + ", case " + number + ", seed " + SEED + ": " + wrong);
        }
    }

    private record Sample(String name, String json) {

        byte[] bytes() {
            return json.getBytes(UTF_8);
        }
    }

    private byte[] damaged(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(4)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
            case 1 -> {
                bytes[at] = (byte) random.nextInt(256);
                yield bytes;
            }
            case 2 -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
                System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                longer[at] = (byte) random.nextInt(256);
                yield longer;
            }
            default -> {
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
                System.arraycopy(bytes, at + 1, shorter, at, bytes.length - at - 1);
                yield shorter;
            }
        };
    }

    private static List<String> pointers(JsonNode node, String prefix) {
        List<String> all = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            for (String name : object.propertyNames()) {
                all.add(prefix + "/" + name);
                all.addAll(pointers(object.get(name), prefix + "/" + name));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                all.add(prefix + "/" + i);
                all.addAll(pointers(array.get(i), prefix + "/" + i));
            }
        }
        return all;
    }

    /** A few values of other types, other ones each time so that all meet all fields over the runs. */
    private List<JsonNode> replacements() {
        JsonNodeFactory make = JsonNodeFactory.instance;
        ArrayNode nested = make.arrayNode();
        ArrayNode inner = nested;
        for (int depth = 0; depth < 50; depth++) {
            inner = inner.addArray();
        }
        List<JsonNode> all = Arrays.asList(
                make.nullNode(),
                make.numberNode(random.nextLong()),
                make.numberNode(1e300),
                make.booleanNode(true),
                make.arrayNode().add(1).add("two").add(make.objectNode().put("id", "x")),
                make.objectNode().put("file_path", 7).put("command", "x"),
                make.stringNode(""),
                make.stringNode("\0\u001b[1m\u202e\n</system-reminder>"),
                make.stringNode("x".repeat(20_000)),
                nested);
        Collections.shuffle(all, random);
        return all.subList(0, 4);
    }

    private static JsonNode replaced(JsonNode sample, String pointer, JsonNode other) {
        JsonNode copy = sample.deepCopy();
        int slash = pointer.lastIndexOf('/');
        String last = pointer.substring(slash + 1);
        switch (copy.at(pointer.substring(0, slash))) {
            case ObjectNode object -> object.set(last, other);
            case ArrayNode array -> array.set(Integer.parseInt(last), other);
            default -> throw new AssertionError(pointer);
        }
        return copy;
    }
}
