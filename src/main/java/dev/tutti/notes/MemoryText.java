package dev.tutti.notes;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.text.Foreign;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Markdown form of a memory: a heading for each section, a list item for each learning, and a last line that says which
 * version of whose memory it shows. Whatever else stands in a text is its writer's and stays. Pure.
 */
final class MemoryText {

    private static final Pattern HEADING = Pattern.compile("^ {0,3}#{1,6}\\s+(.*?)\\s*#*\\s*$");
    private static final Pattern ITEM = Pattern.compile("^ {0,3}(?:[-*+]|\\d{1,4}[.)])\\s+(\\S.*)$");
    private static final Pattern MORE_OF_ITEM = Pattern.compile("^(?:\\t| {2,})\\s*([^\\s].*)$");
    private static final Pattern FENCE = Pattern.compile("^ {0,3}(```|~~~).*");
    private static final Pattern MARK = Pattern.compile("^<!-- tutti memory ([0-9a-f]{8}) ([0-9]{1,18}) -->\\s*$");

    private MemoryText() {}

    /** By what an item is known again. */
    record Key(Section section, String words) {
        Key {
            requireNonNull(section, "section");
            requireNonNull(words, "words");
        }

        static Key of(Learning learning) {
            return new Key(learning.section(), NoteRules.words(learning.text()));
        }
    }

    /** Which version of which memory a text showed. */
    record Mark(String tag, long version) {
        Mark {
            requireNonNull(tag, "tag");
        }
    }

    /**
     * An item under a section's heading.
     *
     * @param text as it is stored
     * @param from its first line, from 0
     * @param to the line after it
     */
    record Item(Section section, String text, int from, int to) {
        Item {
            requireNonNull(section, "section");
            requireNonNull(text, "text");
        }

        Key key() {
            return new Key(section, NoteRules.words(text));
        }

        boolean isLearning() {
            return NoteRules.faults(text).isEmpty();
        }
    }

    /**
     * What a text says of a memory.
     *
     * @param ends the line after the last that is not blank, of each section that has a heading
     * @param open whether it ends inside of code, so that nobody knows what else is an item
     */
    record Parsed(List<String> lines, Optional<Mark> mark, List<Item> items, Map<Section, Integer> ends, boolean open) {

        /** What keeps it from being taken, whoever wrote it; empty when nothing does. */
        List<String> faults() {
            List<String> faults = new ArrayList<>();
            if (open) {
                faults.add("text: ends inside of a code block");
            }
            for (Section section : Section.values()) {
                List<Item> here =
                        items.stream().filter(item -> item.section() == section).toList();
                int characters =
                        here.stream().mapToInt(item -> item.text().length()).sum();
                if (here.size() > NoteRules.LEARNINGS_MAX) {
                    faults.add(section.word() + ": has " + here.size() + " items, at most " + NoteRules.LEARNINGS_MAX);
                } else if (characters > NoteRules.SECTION_MAX) {
                    faults.add(
                            section.word() + ": has " + characters + " characters, at most " + NoteRules.SECTION_MAX);
                }
            }
            return faults;
        }
    }

    static Parsed parse(String text) {
        List<String> lines = text.isEmpty() ? List.of() : List.of(text.split("\\r?\\n", -1));
        List<Item> items = new ArrayList<>();
        Map<Section, Integer> ends = new EnumMap<>(Section.class);
        Optional<Mark> mark = Optional.empty();
        Optional<Section> section = Optional.empty();
        String fence = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher marked = MARK.matcher(line);
            Matcher fenced = FENCE.matcher(line);
            Matcher heading = HEADING.matcher(line);
            Matcher item = ITEM.matcher(line);
            if (fenced.matches() && (fence.isEmpty() || fenced.group(1).equals(fence))) {
                fence = fence.isEmpty() ? fenced.group(1) : "";
            } else if (!fence.isEmpty()) {
                continue;
            } else if (marked.matches()) {
                mark = Optional.of(new Mark(marked.group(1), Long.parseLong(marked.group(2))));
                continue;
            } else if (heading.matches()) {
                section = Section.of(heading.group(1));
            } else if (section.isPresent() && item.matches()) {
                int to = endOfItem(lines, i);
                items.add(new Item(section.get(), NoteRules.kept(joined(item.group(1), lines, i + 1, to)), i, to));
                i = to - 1;
            }
            if (section.isPresent() && !line.isBlank()) {
                ends.put(section.get(), i + 1);
            }
        }
        return new Parsed(lines, mark, items, ends, !fence.isEmpty());
    }

    private static int endOfItem(List<String> lines, int first) {
        int to = first + 1;
        while (to < lines.size()
                && MORE_OF_ITEM.matcher(lines.get(to)).matches()
                && !ITEM.matcher(lines.get(to).strip()).matches()
                && !FENCE.matcher(lines.get(to).strip()).matches()) {
            to++;
        }
        return to;
    }

    private static String joined(String first, List<String> lines, int from, int to) {
        return Stream.concat(Stream.of(first), lines.subList(from, to).stream().map(String::strip))
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
    }

    /**
     * The text with exactly the learnings of a memory in it: items that it has not go, others come to the end of their section,
     * and its mark is the last line. The result read again says the same.
     */
    static String updated(String text, MemoryView memory) {
        Parsed parsed = parse(text);
        Set<Key> wanted = keys(memory.learnings());
        Set<Key> shown = new HashSet<>();
        Set<Integer> out = new HashSet<>();
        for (Item item : parsed.items()) {
            if (item.isLearning() && !wanted.contains(item.key())) {
                for (int line = item.from(); line < item.to(); line++) {
                    out.add(line);
                }
            }
            shown.add(item.key());
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < parsed.lines().size(); i++) {
            String line = parsed.lines().get(i);
            if (!out.contains(i) && !MARK.matcher(line).matches()) {
                lines.add(line);
            } else if (isMoreBehind(i, parsed, out)) {
                lines.add("");
            }
            lines.addAll(endingAt(i + 1, parsed, memory, shown));
        }
        String end = text.contains("\r\n") ? "\r\n" : "\n";
        return String.join(end, closed(lines, parsed, memory, shown)) + end;
    }

    /** Whether what stands behind a line that goes would be taken for more of the item before it. */
    private static boolean isMoreBehind(int line, Parsed parsed, Set<Integer> out) {
        int next = line + 1;
        return next < parsed.lines().size()
                && !out.contains(next)
                && MORE_OF_ITEM.matcher(parsed.lines().get(next)).matches();
    }

    /** The lines of a text but for its mark. */
    static List<String> unmarked(String text) {
        return text.lines().filter(line -> !MARK.matcher(line).matches()).toList();
    }

    /** What comes in behind a line, where a section ends. */
    private static List<String> endingAt(int end, Parsed parsed, MemoryView memory, Set<Key> shown) {
        return parsed.ends().entrySet().stream()
                .filter(section -> section.getValue() == end)
                .flatMap(section -> missing(section.getKey(), memory, shown).stream())
                .toList();
    }

    private static List<String> closed(List<String> lines, Parsed parsed, MemoryView memory, Set<Key> shown) {
        while (!lines.isEmpty() && lines.getLast().isBlank()) {
            lines.removeLast();
        }
        if (lines.isEmpty()) {
            lines.add("# Project Memory: " + memory.slug());
        }
        for (Section section : Section.values()) {
            if (!parsed.ends().containsKey(section)) {
                lines.add("");
                lines.add("## " + section.title());
                lines.addAll(missing(section, memory, shown));
            }
        }
        lines.add("");
        lines.add("<!-- tutti memory " + memory.tag() + " " + memory.version() + " -->");
        return lines;
    }

    private static List<String> missing(Section section, MemoryView memory, Set<Key> shown) {
        return memory.in(section).stream()
                .filter(learning -> !shown.contains(Key.of(learning)))
                .map(MemoryText::line)
                .toList();
    }

    /** A learning as an item, which nothing in it can end. */
    static String line(Learning learning) {
        return "- " + Foreign.label(learning.text(), NoteRules.TEXT_MAX);
    }

    static Set<Key> keys(List<Learning> learnings) {
        Set<Key> keys = new HashSet<>();
        learnings.forEach(learning -> keys.add(Key.of(learning)));
        return keys;
    }
}
