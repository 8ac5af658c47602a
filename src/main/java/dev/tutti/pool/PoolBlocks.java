package dev.tutti.pool;

import dev.tutti.kernel.text.Foreign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads pool blocks: fenced blocks of Markdown called {@code pool}, of lines {@code KEY: value} whose values may go on over
 * further lines. A block that is quoted or stands inside another fence is an example and no entry. Pure.
 */
final class PoolBlocks {

    private static final Pattern FENCE = Pattern.compile("( {0,3})(`{3,}|~{3,})([^`]*|(?<=~).*)");
    private static final Pattern QUOTED =
            Pattern.compile("\\s*>[\\s>]*(`{3,}|~{3,})\\s*pool\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern FIELD = Pattern.compile(
            "\\s*(?:[-*+]\\s+)?\\*{0,2}(INSTANCE|ACTION|TOPIC|SUMMARY|AFFECTS|BLOCKS|UNBLOCKS|TTL)\\*{0,2}\\s*:\\*{0,2}(.*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})\\s*(s|sec|m|min|h|d|)");
    private static final String NO_TOPIC = "unknown";
    private static final int TOPIC_OF_SUMMARY_MAX = 60;

    private PoolBlocks() {}

    /** A fence that is open. */
    private record Open(int line, String mark, String info) {

        boolean isPool() {
            return info.strip().equalsIgnoreCase("pool");
        }

        boolean isClosedBy(Matcher fence) {
            String other = fence.group(2);
            return other.charAt(0) == mark.charAt(0)
                    && other.length() >= mark.length()
                    && fence.group(3).isBlank();
        }
    }

    static List<PoolBlock> read(String text) {
        List<PoolBlock> blocks = new ArrayList<>();
        List<String> inside = new ArrayList<>();
        Optional<Open> open = Optional.empty();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher fence = FENCE.matcher(line);
            if (open.isEmpty()) {
                if (fence.matches()) {
                    open = Optional.of(new Open(number, fence.group(2), fence.group(3)));
                    inside.clear();
                } else if (QUOTED.matcher(line).matches()) {
                    blocks.add(left(number, "it is quoted, so it is somebody else's words"));
                }
            } else if (fence.matches() && open.get().isClosedBy(fence)) {
                if (open.get().isPool()) {
                    blocks.add(block(open.get().line(), inside, List.of()));
                }
                open = Optional.empty();
            } else {
                if (fence.matches()
                        && !open.get().isPool()
                        && fence.group(3).strip().equalsIgnoreCase("pool")) {
                    blocks.add(left(
                            number,
                            "it stands inside the fence that line " + open.get().line()
                                    + " opens, so it is an example"));
                }
                inside.add(line);
            }
        }
        open.filter(Open::isPool)
                .ifPresent(last -> blocks.add(block(
                        last.line(),
                        inside,
                        List.of("its fence is never closed; all that follows was read as part of it"))));
        return blocks;
    }

    private static PoolBlock left(int line, String why) {
        return new PoolBlock(line, Optional.empty(), "", List.of(why));
    }

    private static PoolBlock block(int line, List<String> inside, List<String> known) {
        List<String> notes = new ArrayList<>(known);
        Map<String, String> fields = fields(inside, notes);
        String text = String.join("\n", inside);
        if (fields.isEmpty()) {
            notes.add("no line of it has the form KEY: value, with a key of INSTANCE, ACTION, TOPIC, SUMMARY, AFFECTS,"
                    + " BLOCKS, TTL");
            return new PoolBlock(line, Optional.empty(), text, notes);
        }
        return new PoolBlock(line, Optional.of(draft(fields, notes)), text, notes);
    }

    private static Map<String, String> fields(List<String> lines, List<String> notes) {
        Map<String, String> fields = new LinkedHashMap<>();
        String key = "";
        for (String line : lines) {
            Matcher field = FIELD.matcher(line);
            if (field.matches()) {
                key = field.group(1).toUpperCase(Locale.ROOT).replace("UNBLOCKS", "BLOCKS");
                fields.put(key, field.group(2).strip());
            } else if (!key.isEmpty() && !line.isBlank()) {
                fields.merge(key, line.strip(), (before, more) -> before.isEmpty() ? more : before + "\n" + more);
            } else if (!line.isBlank()) {
                notes.add("the line " + Foreign.quoted(line, TOPIC_OF_SUMMARY_MAX)
                        + " stands before any key and was left out");
            }
        }
        return fields;
    }

    private static PoolDraft draft(Map<String, String> fields, List<String> notes) {
        String word = Foreign.line(fields.getOrDefault("ACTION", ""), PoolRules.TOPIC_MAX);
        Optional<PoolAction> action = PoolAction.of(word);
        if (action.isEmpty() && !word.isEmpty()) {
            notes.add("the action " + Foreign.quoted(word, TOPIC_OF_SUMMARY_MAX)
                    + " is kept as it is written and treated as signaling");
        }
        String summary = Foreign.text(fields.getOrDefault("SUMMARY", "")).strip();
        return new PoolDraft(
                        action.orElse(PoolAction.SIGNALING),
                        action.isPresent() ? "" : word,
                        topic(fields, summary, notes),
                        summary,
                        Foreign.cut(
                                Foreign.line(fields.getOrDefault("AFFECTS", ""), PoolRules.AFFECTS_MAX),
                                PoolRules.AFFECTS_MAX),
                        List.of(),
                        Foreign.line(fields.getOrDefault("BLOCKS", ""), PoolRules.AFFECTS_MAX),
                        ttl(fields.getOrDefault("TTL", ""), notes),
                        Origin.BLOCK,
                        "")
                .kept();
    }

    private static String topic(Map<String, String> fields, String summary, List<String> notes) {
        String topic = Foreign.line(fields.getOrDefault("TOPIC", ""), PoolRules.TOPIC_MAX);
        if (!topic.isEmpty()) {
            return topic;
        }
        notes.add("it has no TOPIC; its summary's beginning stands in for it");
        String beginning = Foreign.line(summary, TOPIC_OF_SUMMARY_MAX);
        return beginning.isEmpty() ? NO_TOPIC : beginning;
    }

    private static Optional<Duration> ttl(String text, List<String> notes) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        Matcher span = SPAN.matcher(text.strip().toLowerCase(Locale.ROOT));
        Optional<Duration> ttl = span.matches() ? Optional.of(duration(span)) : Optional.empty();
        Optional<Duration> usable = ttl.filter(
                length -> length.compareTo(PoolRules.TTL_MIN) >= 0 && length.compareTo(PoolRules.TTL_MAX) <= 0);
        if (usable.isEmpty()) {
            notes.add("the TTL " + Foreign.quoted(text, TOPIC_OF_SUMMARY_MAX)
                    + " is no duration from 1s to 90d (30s, 5m, 2h, 1d, or seconds) and was left out");
        }
        return usable;
    }

    private static Duration duration(Matcher span) {
        long number = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "m", "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
    }
}
