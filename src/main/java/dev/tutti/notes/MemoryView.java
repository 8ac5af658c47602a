package dev.tutti.notes;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The memory of a project at some version.
 *
 * @param slug how its files are called; empty while nothing was kept for it
 * @param tag what tells it from the memory of any other store
 * @param version how often it was changed
 * @param learnings the oldest first
 */
public record MemoryView(String slug, String tag, long version, List<Learning> learnings) {

    /** Of a project for which nothing was kept yet. */
    static final MemoryView NONE = new MemoryView("", "", 0, List.of());

    public MemoryView {
        requireNonNull(slug, "slug");
        requireNonNull(tag, "tag");
        learnings = List.copyOf(learnings);
    }

    /** What was learned in one section, the oldest first. */
    public List<Learning> in(Section section) {
        return learnings.stream()
                .filter(learning -> learning.section() == section)
                .toList();
    }

    /** All of it as Markdown, which {@link Notes#merge} takes back. */
    public String markdown() {
        return MemoryText.updated("", this);
    }

    /** Whether a text shows all of it and no other learning, whatever version it says it shows. */
    public boolean isShownBy(String text) {
        return MemoryText.unmarked(MemoryText.updated(text, this)).equals(MemoryText.unmarked(text));
    }

    /** The same Markdown with what else stands in {@code text}: items that are gone go from it, others come in. */
    public String markdown(String text) {
        return MemoryText.updated(text, this);
    }
}
