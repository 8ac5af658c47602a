package dev.tutti.files;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.text.Fingerprint;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.pool.EntryId;
import dev.tutti.pool.Origin;
import dev.tutti.pool.PoolAction;
import dev.tutti.pool.PoolDraft;
import dev.tutti.pool.PoolEntry;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The documents' {@code instance_state.jsonl}, one entry a line. Reads also what its relatives write: times in seconds, milliseconds or
 * ISO 8601, fields that are missing, null or of another type. A line that is none is told and left out. Pure.
 */
public final class PoolLines {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final ObjectWriter ASCII = MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    private static final Pattern OURS = Pattern.compile("\\{\"id\":\"pool-([1-9][0-9]{0,17})\",\"timestamp\":");
    private static final Pattern UNFINISHED = Pattern.compile("\\{\"id\":\"pool-[0-9]+\"?,?(?:\"[a-z]*\"?)?");
    private static final Duration TTL_USUAL = Duration.ofHours(1);
    private static final Duration TTL_MIN = Duration.ofSeconds(1);
    private static final Duration TTL_MAX = Duration.ofDays(90);
    private static final Duration TTL_ENDLESS = Duration.ofDays(1);
    private static final long MILLIS_FROM = 100_000_000_000L;
    private static final int TOPIC_MAX = 200;
    private static final int TEXT_MAX = 262_144;
    private static final int SHORT_MAX = 4_000;
    private static final int NAME_MAX = 64;
    private static final String NOBODY = "?";

    private PoolLines() {}

    /** A line of the file, from 1. */
    public sealed interface Line {

        int number();

        /**
         * An entry.
         *
         * @param author how its file calls whoever wrote it
         * @param id its number, where a store of Tutti wrote the line, be it this one or another
         */
        record Entry(int number, PoolDraft draft, String author, Instant at, Optional<EntryId> id) implements Line {
            public Entry {
                requireNonNull(id, "id");
                requireNonNull(draft, "draft");
                requireNonNull(author, "author");
                requireNonNull(at, "at");
            }
        }

        /** None, and why. */
        record Left(int number, String why) implements Line {
            public Left {
                requireNonNull(why, "why");
            }
        }
    }

    /** Every line that is not blank; a time that has not come yet counts as {@code now}. */
    public static List<Line> read(String text, Instant now) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (!line.isBlank()) {
                lines.add(line(number, line, now));
            }
        }
        return lines;
    }

    private static Line line(int number, String line, Instant now) {
        JsonNode json;
        try {
            json = MAPPER.readTree(line);
        } catch (JacksonException torn) {
            return new Line.Left(number, "it is no JSON, or a torn line");
        }
        if (!json.isObject()) {
            return new Line.Left(number, "it is no JSON object");
        }
        String topic = Foreign.line(text(json, "topic"), TOPIC_MAX);
        String summary = Foreign.cut(Foreign.text(text(json, "summary")).strip(), TEXT_MAX);
        if (topic.isEmpty() && summary.isEmpty()) {
            return new Line.Left(number, "it has neither a topic nor a summary");
        }
        Optional<Instant> at = time(json);
        if (at.isEmpty()) {
            return new Line.Left(number, "its timestamp is missing or no time");
        }
        Instant when = at.get().isAfter(now) ? now : at.get();
        String said = Foreign.line(text(json, "action"), TOPIC_MAX);
        Optional<PoolAction> action = PoolAction.of(said);
        PoolDraft draft = new PoolDraft(
                action.orElse(PoolAction.SIGNALING),
                action.isPresent() ? "" : said,
                topic.isEmpty() ? Foreign.line(summary, TOPIC_MAX) : topic,
                summary,
                Foreign.line(list(json, "affects"), SHORT_MAX),
                List.of(),
                Foreign.line(text(json, "blocks"), SHORT_MAX),
                Optional.of(ttl(json)),
                Origin.IMPORTED,
                "import " + Foreign.line(key(json, line), TOPIC_MAX));
        String author = Foreign.line(text(json, "source_instance"), NAME_MAX);
        return new Line.Entry(number, draft, author.isEmpty() ? NOBODY : author, when, EntryId.of(text(json, "id")));
    }

    /** By what an entry is known again, so that a file may be taken over twice. Two stores give the same numbers. */
    private static String key(JsonNode json, String line) {
        String id = text(json, "id");
        return id.isEmpty() || EntryId.of(id).isPresent() ? Fingerprint.of(line) : id;
    }

    /** An entry with the documented fields, in ASCII and without a line end, whatever it says. */
    static String line(PoolEntry entry) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", entry.id().publicId());
        json.put("timestamp", entry.at().getEpochSecond());
        json.put("source_instance", entry.authorName());
        json.put("action", entry.actionWord());
        json.put("topic", entry.draft().topic());
        json.put("summary", entry.draft().summary());
        json.putObject("relevance");
        json.put("affects", entry.draft().affects());
        json.put("blocks", entry.draft().blocks());
        json.put("ttl", ttl(entry).toSeconds());
        return Foreign.json(ASCII.writeValueAsString(json));
    }

    /** The documents know no entry without an end. */
    private static Duration ttl(PoolEntry entry) {
        Duration ttl = Duration.between(entry.at(), entry.endsAt());
        return ttl.compareTo(TTL_MAX) > 0 ? TTL_ENDLESS : ttl.compareTo(TTL_MIN) < 0 ? TTL_MIN : ttl;
    }

    /** Whether a whole line is one that {@link #line} may have made. */
    static boolean isOurs(String line) {
        return OURS.matcher(line).lookingAt() && line.endsWith("}");
    }

    /** Whether an end without a line end is the beginning of a line that {@link #line} made. */
    static boolean isTorn(String end) {
        boolean begins = OURS.matcher(end).lookingAt()
                || "{\"id\":\"pool-".startsWith(end)
                || UNFINISHED.matcher(end).matches();
        return begins && end.chars().allMatch(c -> c < 0x80);
    }

    /** The newest entry of all whole lines that {@link #line} made. */
    static Optional<EntryId> newest(String text) {
        return text.lines()
                .filter(PoolLines::isOurs)
                .map(PoolLines::number)
                .max(Comparator.naturalOrder())
                .map(EntryId::new);
    }

    private static long number(String line) {
        Matcher matcher = OURS.matcher(line);
        return matcher.lookingAt() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private static String text(JsonNode json, String field) {
        return json.optional(field)
                .filter(JsonNode::isString)
                .map(value -> Foreign.wellFormed(value.stringValue()))
                .orElse("");
    }

    /** Some write a list where others write a text. */
    private static String list(JsonNode json, String field) {
        Optional<JsonNode> value = json.optional(field).filter(JsonNode::isArray);
        if (value.isEmpty()) {
            return text(json, field);
        }
        List<String> words = new ArrayList<>();
        value.get().forEach(each -> {
            if (each.isString()) {
                words.add(Foreign.wellFormed(each.stringValue()));
            }
        });
        return String.join(", ", words);
    }

    private static Optional<Instant> time(JsonNode json) {
        Optional<JsonNode> value = json.optional("timestamp");
        try {
            if (value.isPresent() && value.get().isNumber()) {
                return Optional.of(instant(value.get().asDouble()));
            }
            return value.filter(JsonNode::isString)
                    .map(text -> instant(text.stringValue().strip()));
        } catch (DateTimeException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static Instant instant(double number) {
        if (!(number > 0 && number < 1e15)) {
            throw new DateTimeException("out of range");
        }
        return number >= MILLIS_FROM
                ? Instant.ofEpochMilli((long) number)
                : Instant.ofEpochMilli((long) (number * 1_000));
    }

    private static Instant instant(String text) {
        if (text.matches("\\d{1,15}(?:\\.\\d{1,9})?")) {
            return instant(Double.parseDouble(text));
        }
        String zoned = text.matches(".*(?:Z|[+-]\\d\\d:?\\d\\d)") ? text : text + "Z";
        return OffsetDateTime.parse(zoned).toInstant();
    }

    private static Duration ttl(JsonNode json) {
        long seconds = json.optional("ttl")
                .filter(JsonNode::isNumber)
                .map(value -> value.asLong(0))
                .orElse(0L);
        return seconds >= TTL_MIN.toSeconds() && seconds <= TTL_MAX.toSeconds()
                ? Duration.ofSeconds(seconds)
                : TTL_USUAL;
    }
}
