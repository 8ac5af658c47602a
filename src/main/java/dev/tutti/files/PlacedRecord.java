package dev.tutti.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was put into one repository, kept in Tutti's home.
 *
 * @param place what the repository is known by on this machine
 * @param root the primary tree, whose folder holds the projections
 * @param onPath the folder of commands for the PATH of its sessions
 * @param files every file that was written, with the hash of its text
 * @param folders those that were made for them, outermost first
 * @param exclude the exclude file, where there is git
 * @param pool whether the pool's file was agreed to; the first releases knew none
 */
record PlacedRecord(
        String place,
        Path root,
        Path onPath,
        Map<Path, String> files,
        List<Path> folders,
        Optional<Excluded> exclude,
        boolean pool) {

    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.shared();

    PlacedRecord {
        requireNonNull(place, "place");
        requireNonNull(root, "root");
        requireNonNull(onPath, "onPath");
        files = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(files));
        folders = List.copyOf(folders);
        requireNonNull(exclude, "exclude");
    }

    /**
     * The exclude file.
     *
     * @param before its text; absent when there was none
     * @param after the hash of the text that counts as untouched
     */
    record Excluded(Path file, Optional<String> before, String after) {
        Excluded {
            requireNonNull(file, "file");
            requireNonNull(before, "before");
            requireNonNull(after, "after");
        }
    }

    /** The record's name in its folder. */
    static String fileName(String place) {
        return hash(place).substring(0, 16) + ".json";
    }

    static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    boolean isOurs(Path file, String text) {
        return hash(text).equals(files.get(file));
    }

    String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", VERSION);
        fields.put("place", place);
        fields.put("root", root.toString());
        fields.put("on_path", onPath.toString());
        Map<String, String> written = new LinkedHashMap<>();
        files.forEach((file, hash) -> written.put(file.toString(), hash));
        fields.put("files", written);
        fields.put("pool", pool);
        fields.put("folders", folders.stream().map(Path::toString).toList());
        exclude.ifPresent(excluded -> {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("file", excluded.file().toString());
            each.put("existed", excluded.before().isPresent());
            each.put("before", excluded.before().orElse(""));
            each.put("after_sha256", excluded.after());
            fields.put("exclude", each);
        });
        return MAPPER.writeValueAsString(fields) + "\n";
    }

    /** Absent for what no version of Tutti wrote. */
    static Optional<PlacedRecord> fromJson(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            Map<Path, String> files = new LinkedHashMap<>();
            node.required("files")
                    .properties()
                    .forEach(each ->
                            files.put(Path.of(each.getKey()), each.getValue().asString()));
            return Optional.of(new PlacedRecord(
                    node.required("place").asString(),
                    Path.of(node.required("root").asString()),
                    Path.of(node.required("on_path").asString()),
                    files,
                    node.required("folders").values().stream()
                            .map(each -> Path.of(each.asString()))
                            .toList(),
                    excluded(node),
                    node.optional("pool").filter(JsonNode::asBoolean).isPresent()));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Excluded> excluded(JsonNode node) {
        return node.optional("exclude")
                .map(each -> new Excluded(
                        Path.of(each.required("file").asString()),
                        each.required("existed").asBoolean()
                                ? Optional.of(each.required("before").asString())
                                : Optional.empty(),
                        each.required("after_sha256").asString()));
    }
}
