package dev.tutti.cli;

import static java.util.Objects.requireNonNull;

/** How the commands on notes and the memory end; part of {@link ExitCodesTest}. */
final class NoteEndings {

    private final Ends ends;

    NoteEndings(Ends ends) {
        this.ends = requireNonNull(ends, "ends");
    }

    /** Types a command that ends with a code. */
    @FunctionalInterface
    interface Ends {
        void with(int code, String... words);
    }

    void check() {
        ends.with(64, "note");
        ends.with(0, "note", "list");
        ends.with(0, "note", "add", "Auth", "API", "ready");
        ends.with(0, "note", "add", "Auth API ready");
        ends.with(64, "note", "add");
        ends.with(64, "note", "add", "x".repeat(501));
        ends.with(1, "note", "add", "x", "--as", "nobody");
        ends.with(0, "note", "list", "--limit", "1");
        ends.with(64, "note", "list", "--limit", "0");
        ends.with(64, "memory");
        ends.with(0, "memory", "show");
        ends.with(0, "memory", "learn", "conventions", "Endpoints are plural nouns");
        ends.with(0, "memory", "learn", "convention", "Endpoints are plural nouns");
        ends.with(64, "memory", "learn", "conventions");
        ends.with(64, "memory", "learn", "songs", "Endpoints are plural nouns");
        ends.with(64, "memory", "learn", "conventions", "x".repeat(501));
        ends.with(0, "memory", "show", "conventions");
        ends.with(64, "memory", "show", "songs");
        ends.with(0, "memory", "edit", "-");
        ends.with(64, "memory", "edit");
        ends.with(64, "memory", "edit", "memory.md");
    }
}
