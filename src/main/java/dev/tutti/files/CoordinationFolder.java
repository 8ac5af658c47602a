package dev.tutti.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The documents' folders in one working tree, and how what is in them is named.
 *
 * @param root the top of the tree, absolute
 */
record CoordinationFolder(Path root) {

    /** The commands, each in {@code bin/}. */
    static final List<String> COMMANDS = List.of("coord-status", "coord-lock", "coord-decisions", "pool-query");

    /** As git's exclude file names it, and the pool's beside it. */
    static final List<String> EXCLUDED = List.of("/.claude/coordination/", "/.claude/pool/");

    /** As the documents' registry names heartbeat files: from the top of the tree. */
    static final String HEARTBEATS = ".claude/coordination/heartbeats/";

    /** File systems take 255 bytes; a temporary name needs some of them. */
    private static final int NAME_MAX = 200;

    CoordinationFolder {
        requireNonNull(root, "root");
    }

    Path folder() {
        return root.resolve(".claude/coordination");
    }

    Path command(String name) {
        return folder().resolve("bin").resolve(name);
    }

    Path library() {
        return folder().resolve("lib/coordination.sh");
    }

    Path registry() {
        return folder().resolve("work-registry.json");
    }

    Path decisions() {
        return folder().resolve("decision-log.json");
    }

    /** The pool's folder stands beside this one, in the primary tree alone. */
    Path pool() {
        return root.resolve(".claude/pool");
    }

    Path poolLines() {
        return pool().resolve(PoolFile.NAME);
    }

    Path locks() {
        return folder().resolve("locks");
    }

    Path heartbeats() {
        return folder().resolve("heartbeats");
    }

    Path heartbeat(String instance) {
        return heartbeats().resolve(instance.replace('/', '-') + ".json");
    }

    /** All folders that preparing a tree needs, outermost first. */
    List<Path> prepared() {
        return List.of(root.resolve(".claude"), folder(), folder().resolve("bin"), folder().resolve("lib"));
    }

    /**
     * The documents' id of a lock: the path in URL-safe base64 without padding. Where that is too long for a file's name, its
     * beginning and the path's SHA-1 behind a dot, which base64 does not know.
     */
    static String lockId(String path) {
        String whole = Base64.getUrlEncoder().withoutPadding().encodeToString(path.getBytes(UTF_8));
        return whole.length() <= NAME_MAX ? whole : whole.substring(0, NAME_MAX / 2) + "." + sha1(path);
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }
}
