package dev.tutti.files;

import dev.tutti.files.PlacingOutcome.Change;
import dev.tutti.kernel.text.LineDiff;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is said of putting the documents' commands into a repository. Pure. */
final class PlacingWords {

    private static final int NAMED_MAX = 5;

    private PlacingWords() {}

    static String inTheWay(List<String> found) {
        String more = found.size() > NAMED_MAX ? " and " + (found.size() - NAMED_MAX) + " more" : "";
        return "what stands there already is not Tutti's, or was changed since: "
                + String.join(", ", found.subList(0, Math.min(NAMED_MAX, found.size()))) + more
                + "\n  Next step: move it away (git mv or mv), then run tutti init --compat again";
    }

    static List<String> plan(CommandTexts texts, boolean same, boolean projecting) {
        List<String> says = new ArrayList<>();
        says.add(
                same
                        ? "The documents' commands stand there already; they are noted, so that uninit takes them away."
                        : "The documents' commands call the launcher and keep nothing; git does not see them.");
        says.add("Sessions of agents find these commands on their PATH. For your own shell: export PATH=\"$PATH\":"
                + CommandTexts.quoted(texts.onPath()));
        if (projecting) {
            says.add("Files that follow what happens (work-registry.json, locks/, heartbeats/) will stand beside them,"
                    + " the pool's in .claude/pool; nothing is read back from them.");
        }
        return says;
    }

    /** Further trees get the same files, which need not be read again. */
    static String diff(List<Change> changes) {
        StringBuilder diff = new StringBuilder();
        Set<String> shown = new LinkedHashSet<>();
        for (Change change : changes) {
            if (change.isNone()) {
                continue;
            }
            String after = change.after().orElse("");
            boolean whole = change.before().isEmpty() || change.after().isEmpty();
            String to = change.after().isPresent() ? change.file().toString() : "/dev/null";
            String from = change.before().isPresent() ? change.file().toString() : "/dev/null";
            if (whole && !shown.add(change.before().orElse(after))) {
                diff.append("--- " + from + "\n+++ " + to + "\n the same text as above\n");
                continue;
            }
            diff.append(LineDiff.between(change.before().orElse(""), after, from, to));
        }
        return diff.toString();
    }
}
