package dev.tutti.notes;

import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What notes and learnings may say, how many there may be, and which say the same; pure. */
final class NoteRules {

    /** Characters of a note or a learning. */
    static final int TEXT_MAX = 500;

    /** Notes of a project. */
    static final int NOTES_MAX = 1_000;

    /** As long a note that says what another said is none. */
    static final Duration SAME_FOR = Duration.ofDays(1);

    /** Learnings of a section. */
    static final int LEARNINGS_MAX = 100;

    /** Characters of a section's learnings together. */
    static final int SECTION_MAX = 16_000;

    /** Learnings that are gone but still known, so that an old text of the memory does not bring them back. */
    static final int GONE_MAX = 1_000;

    static final int SLUG_MAX = 64;

    /** What makes a line an item, a heading or a quotation. */
    private static final Pattern MARKS = Pattern.compile("^(?:[-*+#>]+(?:\\s+|$))+");

    private static final Pattern END = Pattern.compile("[\\s.!;,]+$");
    private static final Pattern NO_SLUG = Pattern.compile("[^A-Za-z0-9._-]+");

    private NoteRules() {}

    /** A text as it is stored: one line without tokens and Markdown's marks before it; too long when it was. */
    static String kept(String text) {
        String line = Foreign.line(Tokens.masked(text), 2 * TEXT_MAX);
        return MARKS.matcher(line).replaceFirst("").strip();
    }

    /** What keeps a text from being stored; empty when nothing does. */
    static List<String> faults(String kept) {
        List<String> faults = new ArrayList<>();
        if (kept.isEmpty()) {
            faults.add("text: is missing");
        }
        if (kept.codePointCount(0, kept.length()) > TEXT_MAX) {
            faults.add("text: has more than " + TEXT_MAX + " characters");
        }
        return faults;
    }

    /** By what texts that say the same are known: whatever their case, their markup, and the stop at their end. */
    static String words(String kept) {
        String plain = Foreign.label(kept, 2 * TEXT_MAX);
        String words = END.matcher(plain.toLowerCase(Locale.ROOT)).replaceFirst("");
        return words.isEmpty() ? plain : words;
    }

    /** The oldest of a section's learnings, without which the others are as many as may be. */
    static List<Learning> tooMany(List<Learning> oldestFirst) {
        int characters = oldestFirst.stream()
                .mapToInt(learning -> learning.text().length())
                .sum();
        int out = 0;
        while (oldestFirst.size() - out > LEARNINGS_MAX || characters > SECTION_MAX) {
            characters -= oldestFirst.get(out).text().length();
            out++;
        }
        return oldestFirst.subList(0, out);
    }

    /** A project's name as the name of a file, which hides nothing and leads nowhere. */
    static String slug(String name) {
        String plain = NO_SLUG.matcher(name).replaceAll("-").replaceFirst("^[.-]+", "");
        String cut = plain.substring(0, Math.min(plain.length(), SLUG_MAX)).replaceFirst("[.-]+$", "");
        return cut.isEmpty() ? "project" : cut;
    }
}
