package dev.tutti.cli;

import dev.tutti.files.DocumentShapes;
import dev.tutti.files.DocumentedView;
import dev.tutti.files.DocumentedView.Entry;
import dev.tutti.files.DocumentedView.Held;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.locks.Lock;
import java.util.List;
import java.util.Optional;

/** What the documents' commands print, line for line. */
final class CoordTexts {

    private static final String DOUBLE = "=".repeat(38);
    private static final String SINGLE = "-".repeat(38);
    private static final int TASK_MAX = 200;
    private static final int SHORT_MAX = 60;

    private final DocumentedView view;
    private final Optional<String> here;

    /** @param here the working tree of the caller: what is locked in another says so */
    CoordTexts(DocumentedView view, Optional<String> here) {
        this.view = view;
        this.here = here;
    }

    /** {@code coord-status}. */
    String status() {
        StringBuilder text = new StringBuilder();
        appendEntries(text, false);
        return text.toString();
    }

    /** {@code coord-status --verbose}. */
    String details(long decisions) {
        StringBuilder text = new StringBuilder();
        text.append(DOUBLE)
                .append("\n  Claude Code Coordination Status\n")
                .append(DOUBLE)
                .append("\n\n");
        appendEntries(text, true);
        text.append('\n')
                .append(SINGLE)
                .append("\nTotal File Locks: ")
                .append(view.locks().size())
                .append('\n');
        if (!view.locks().isEmpty()) {
            text.append("\nLock Details:\n");
        }
        for (Held held : view.locks()) {
            text.append("\n  File: ").append(path(held));
            text.append("\n    Locked By: ").append(held.by().publicId());
            text.append("\n    Intent: ").append(Foreign.line(held.lock().reason(), TASK_MAX));
            text.append("\n    Expires: ").append(expires(held.lock())).append('\n');
        }
        text.append('\n').append(SINGLE);
        text.append("\nTotal Decisions Logged: ").append(decisions).append('\n');
        return text.append('\n').append(DOUBLE).append('\n').toString();
    }

    private void appendEntries(StringBuilder text, boolean verbose) {
        List<Entry> entries = view.entries();
        text.append("Active Instances: ").append(entries.size()).append("\n\n");
        if (entries.isEmpty()) {
            text.append("No active instances.\n");
        }
        for (int i = 0; i < entries.size(); i++) {
            text.append(i == 0 ? "" : "\n");
            append(text, entries.get(i), verbose);
        }
    }

    private void append(StringBuilder text, Entry entry, boolean verbose) {
        text.append("Instance: ").append(entry.instance().publicId());
        text.append("\n  Role: ").append(Foreign.line(entry.role(), SHORT_MAX));
        text.append("\n  Task: ").append(Foreign.line(entry.task(), TASK_MAX)).append('\n');
        if (verbose) {
            String branch = entry.instance().branch().orElse("unknown");
            text.append("  Branch: ").append(Foreign.line(branch, SHORT_MAX)).append('\n');
            text.append("  Status: ").append(entry.status()).append('\n');
        }
        text.append("  Files Locked: ").append(entry.files().size()).append('\n');
        if (verbose) {
            text.append("  Last Heartbeat: ")
                    .append(DocumentShapes.time(entry.lastPing()))
                    .append('\n');
        }
        if (!entry.files().isEmpty()) {
            text.append("  Locked Files:\n");
            entry.files()
                    .forEach(held -> text.append("    - ").append(path(held)).append('\n'));
        }
    }

    /** {@code coord-lock list}. */
    String locks() {
        StringBuilder text = new StringBuilder("Active File Locks:\n==================\n\n");
        for (Held held : view.locks()) {
            text.append("File: ").append(path(held));
            text.append("\n  Locked By: ").append(held.by().publicId());
            text.append("\n  Lock Type: ").append(held.type());
            text.append("\n  Intent: ").append(Foreign.line(held.lock().reason(), TASK_MAX));
            text.append("\n  Locked At: ")
                    .append(DocumentShapes.time(held.lock().grantedAt()));
            text.append("\n  Expires At: ").append(expires(held.lock())).append("\n\n");
        }
        int count = view.locks().size();
        return text.append(count == 0 ? "No active locks\n" : "Total: " + count + " lock(s)\n")
                .toString();
    }

    private String path(Held held) {
        String elsewhere = held.tree()
                .filter(tree -> !tree.isEmpty() && !here.equals(Optional.of(tree)))
                .map(tree -> " (in " + Foreign.path(tree, CoordBasics.PATH_MAX) + ")")
                .orElse("");
        return CoordBasics.shown(held.path()) + elsewhere;
    }

    private static String expires(Lock lock) {
        return lock.expiresAt().map(DocumentShapes::time).orElseGet(() -> switch (lock.hold()) {
            case CALL -> "when its call ends";
            case TURN -> "when its turn ends";
            case TASK -> lock.settled() ? "when it is committed" : "when its call ends";
            case HAND -> "when it is released";
        });
    }
}
