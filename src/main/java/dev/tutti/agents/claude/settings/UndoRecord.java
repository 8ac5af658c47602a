package dev.tutti.agents.claude.settings;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.text.Fingerprint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a settings file was before Tutti touched it, kept in Tutti's home.
 *
 * @param target the file
 * @param before its text then; absent when there was none
 * @param exact whether {@code before} is what the file really held, not what it held less older entries of Tutti
 * @param madeFolder whether its folder was made with it
 * @param after hashes of the texts that count as untouched
 */
record UndoRecord(WiringTarget target, Optional<String> before, boolean exact, boolean madeFolder, List<String> after) {

    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.shared();

    UndoRecord {
        requireNonNull(target, "target");
        requireNonNull(before, "before");
        after = List.copyOf(after);
    }

    /** The file's name in the folder of records. */
    static String fileName(Path settings) {
        return Fingerprint.of(settings.toString()).substring(0, 16) + ".json";
    }

    boolean isUntouched(String text) {
        return after.contains(Fingerprint.of(text));
    }

    String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", VERSION);
        fields.put("file", target.file().toString());
        fields.put("kind", target.kind().name());
        fields.put("existed", before.isPresent());
        fields.put("before", before.orElse(""));
        fields.put("exact", exact);
        fields.put("made_folder", madeFolder);
        fields.put("after_sha256", after);
        return MAPPER.writeValueAsString(fields) + "\n";
    }

    /** Absent for what no version of Tutti wrote. */
    static Optional<UndoRecord> fromJson(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            WiringTarget target = new WiringTarget(
                    SettingsKind.valueOf(node.required("kind").asString()),
                    Path.of(node.required("file").asString()));
            String before = node.required("before").asString();
            return Optional.of(new UndoRecord(
                    target,
                    node.required("existed").asBoolean() ? Optional.of(before) : Optional.empty(),
                    node.required("exact").asBoolean(),
                    node.required("made_folder").asBoolean(),
                    node.required("after_sha256").values().stream()
                            .map(JsonNode::asString)
                            .toList()));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
