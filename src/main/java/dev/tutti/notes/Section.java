package dev.tutti.notes;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts of a memory. Their titles are the documents'. */
public enum Section {
    KEY_DECISIONS("Key Decisions"),
    PATTERNS("Patterns Discovered"),
    ISSUES_RESOLVED("Issues Resolved"),
    CONVENTIONS("Conventions Learned");

    private final String title;

    Section(String title) {
        this.title = title;
    }

    /** As a heading. */
    public String title() {
        return title;
    }

    /** As people type it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The section that a word or a heading means, in whatever case: its word or title, or the first of its words, also in the singular. */
    public static Optional<Section> of(String text) {
        String wanted = letters(text);
        return Stream.of(values())
                .filter(section -> Stream.of(
                                section.word(), section.title, section.title.split(" ")[0], section.singular())
                        .map(Section::letters)
                        .anyMatch(wanted::equals))
                .findFirst();
    }

    private String singular() {
        return switch (this) {
            case KEY_DECISIONS -> "decision";
            case PATTERNS -> "pattern";
            case ISSUES_RESOLVED -> "issue";
            case CONVENTIONS -> "convention";
        };
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }
}
