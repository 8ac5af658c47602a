package dev.tutti.files;

import dev.tutti.decisions.Decision;
import dev.tutti.decisions.Draft;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import java.util.List;
import java.util.Locale;

/** Decisions as architecture decision records in Markdown. Pure. */
final class AdrTexts {

    private static final int SLUG_MAX = 60;
    private static final int LINE_MAX = 2_000;

    private AdrTexts() {}

    /** The same for the same decision, so that a later export replaces it. */
    static String fileName(Decision decision) {
        String slug = decision.draft()
                .title()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String bounded = slug.length() > SLUG_MAX ? slug.substring(0, SLUG_MAX) : slug;
        return decision.publicId() + (bounded.isEmpty() ? "" : "-" + bounded.replaceAll("-$", "")) + ".md";
    }

    static String text(Decision decision) {
        Draft draft = decision.draft();
        StringBuilder text =
                new StringBuilder("# " + decision.publicId() + ": " + Foreign.line(draft.title(), LINE_MAX) + "\n\n");
        text.append("- Status: ").append(decision.status().word());
        decision.supersededBy().ifPresent(next -> text.append(" by ").append(next));
        text.append("\n- Date: ").append(When.absolute(decision.at()), 0, 10);
        text.append("\n- Category: ")
                .append(draft.category())
                .append("\n- Scope: ")
                .append(draft.scope());
        text.append("\n- Made by: ")
                .append(Foreign.label(decision.maker().name(), 60))
                .append('\n');
        section(text, "Context", draft.problem());
        section(text, "Decision", draft.description().isBlank() ? draft.title() : draft.description());
        section(text, "Rationale", draft.rationale());
        list(text, "Alternatives considered", draft.alternatives());
        list(
                text,
                "Affects",
                draft.paths().stream()
                        .map(path -> "`" + Foreign.path(path.path(), LINE_MAX) + "`")
                        .toList());
        list(text, "Depends on", draft.dependencies());
        return text.toString();
    }

    private static void section(StringBuilder text, String title, String content) {
        if (!content.isBlank()) {
            text.append("\n## ")
                    .append(title)
                    .append("\n\n")
                    .append(Foreign.text(content).strip())
                    .append('\n');
        }
    }

    private static void list(StringBuilder text, String title, List<String> items) {
        if (!items.isEmpty()) {
            text.append("\n## ").append(title).append("\n\n");
            items.forEach(item ->
                    text.append("- ").append(Foreign.line(item, LINE_MAX)).append('\n'));
        }
    }
}
