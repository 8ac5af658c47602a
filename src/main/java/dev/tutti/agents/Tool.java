package dev.tutti.agents;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What a tool call is about to do, or did, as far as coordination cares. */
public sealed interface Tool {

    /**
     * It changes files.
     *
     * @param paths 1 to 256 paths as the host wrote them, usually absolute; a relative one counts from the call's cwd
     */
    record Edit(List<String> paths) implements Tool {

        public static final int MAX_PATHS = 256;

        public Edit {
            paths = List.copyOf(paths);
            if (paths.isEmpty() || paths.size() > MAX_PATHS) {
                throw new IllegalArgumentException("an edit names 1 to " + MAX_PATHS + " paths, got " + paths.size());
            }
        }
    }

    /**
     * It runs a shell command, which may do anything.
     *
     * @param command its text, at most {@value #MAX_CHARS} characters
     * @param complete false when the command was longer and only its beginning is here
     */
    record Shell(String command, boolean complete) implements Tool {

        public static final int MAX_CHARS = 32_000;

        public Shell {
            requireNonNull(command, "command");
            if (command.length() > MAX_CHARS) {
                throw new IllegalArgumentException("a command has at most " + MAX_CHARS + " characters");
            }
        }
    }

    /**
     * It reads one file.
     *
     * @param path the path as the host wrote it
     */
    record Read(String path) implements Tool {

        public Read {
            requireNonNull(path, "path");
        }
    }

    /** Anything else. */
    record Other() implements Tool {}
}
