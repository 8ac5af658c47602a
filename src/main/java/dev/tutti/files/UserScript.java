package dev.tutti.files;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * The documents' script in the user's own folder, which asks the pool wherever one stands.
 *
 * @param home the user's, absolute
 */
record UserScript(Path home) {

    UserScript {
        requireNonNull(home, "home");
    }

    Path file() {
        return home.resolve(".claude/scripts/pool-query.py");
    }

    /** Those that it needs, outermost first. */
    List<Path> folders() {
        return List.of(home.resolve(".claude"), home.resolve(".claude/scripts"));
    }
}
