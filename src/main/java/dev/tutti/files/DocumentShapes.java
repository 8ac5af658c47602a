package dev.tutti.files;

import static java.util.Objects.requireNonNull;

import dev.tutti.decisions.Decision;
import dev.tutti.decisions.Draft;
import dev.tutti.files.DocumentedView.Entry;
import dev.tutti.files.DocumentedView.Held;
import dev.tutti.kernel.text.Foreign;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The documents' JSON, field for field. Their schemas allow no other field, so there is none. Immutable. */
public final class DocumentShapes {

    private static final String VERSION = "1.0.0";
    private static final int TASK_MAX = 200;
    private static final int INTENT_MAX = 100;
    private static final int FILES_MAX = 100;

    /** Whole seconds, as their scripts read them. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private static final ObjectWriter WRITER = JsonMapper.shared().writer().with(printer());

    private final Machine machine;

    public DocumentShapes(Machine machine) {
        this.machine = requireNonNull(machine, "machine");
    }

    /**
     * What is said of instances that live on this machine.
     *
     * @param host the lease of its daemon, by which they are known
     */
    public record Machine(String os, String user, long host) {
        public Machine {
            requireNonNull(os, "os");
            requireNonNull(user, "user");
        }
    }

    /** A time in the documents' form. */
    public static String time(Instant at) {
        return TIME.format(at);
    }

    /** A document as it is written and printed: indented by two, one line end behind it, with nothing in it that moves a terminal. */
    public static String text(JsonNode document) {
        return Foreign.json(WRITER.writeValueAsString(document)) + "\n";
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withObjectIndenter(indenter).withArrayIndenter(indenter);
    }

    /** {@code work-registry.json}. */
    public ObjectNode registry(DocumentedView view) {
        ObjectNode registry = JsonNodeFactory.instance.objectNode();
        registry.put("schema_version", VERSION);
        registry.put("registry_updated_at", time(view.at()));
        registry.set("instances", instances(view));
        return registry;
    }

    /** The entries of {@code work-registry.json} alone. */
    public ArrayNode instances(DocumentedView view) {
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        view.entries().forEach(entry -> entries.add(instance(entry)));
        return entries;
    }

    /** One entry of {@code work-registry.json}. */
    public ObjectNode instance(Entry entry) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("instance_id", entry.instance().publicId());
        json.put("worktree_path", entry.worktree());
        json.put("pid", pid(entry));
        ObjectNode task = json.putObject("current_task");
        task.put("description", Foreign.line(entry.task(), TASK_MAX));
        task.put("agent_role", entry.role());
        task.put("started_at", time(entry.instance().startedAt()));
        ArrayNode files = json.putArray("files_locked");
        entry.files().stream().map(Held::path).distinct().limit(FILES_MAX).forEach(files::add);
        ObjectNode heartbeat = json.putObject("heartbeat");
        heartbeat.put("last_ping", time(entry.lastPing()));
        heartbeat.put(
                "heartbeat_file",
                CoordinationFolder.HEARTBEATS + entry.instance().publicId() + ".json");
        json.put("status", entry.status());
        ObjectNode metadata = json.putObject("metadata");
        boolean here = entry.instance().host() == machine.host();
        metadata.put("os", here ? machine.os() : "unknown");
        metadata.put("branch", entry.instance().branch().orElse("unknown"));
        metadata.put("user", here ? machine.user() : "unknown");
        return json;
    }

    /** {@code heartbeats/<instance>.json}. */
    ObjectNode heartbeat(Entry entry, long pings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("instance_id", entry.instance().publicId());
        json.put("pid", pid(entry));
        json.put("last_ping", time(entry.lastPing()));
        json.put("ping_count", pings);
        json.put("status", pings == 0 ? "starting" : "active");
        return json;
    }

    /**
     * {@code locks/<id>.json}.
     *
     * @param sha1 of the file when it was locked
     */
    public ObjectNode lock(Held held, String sha1, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("schema_version", VERSION);
        json.put("file_path", held.path());
        json.put("lock_type", held.type());
        ObjectNode by = json.putObject("locked_by");
        by.put("instance_id", held.by().publicId());
        held.by().role().ifPresent(role -> by.put("agent_role", role));
        held.by().process().ifPresent(process -> by.put("pid", process.pid()));
        json.put("locked_at", time(held.lock().grantedAt()));
        json.put("expires_at", time(held.expires(now)));
        json.put("file_hash", sha1);
        json.put("intent", Foreign.line(held.lock().reason(), INTENT_MAX));
        return json;
    }

    /** Several locks in one document, for whoever asks for all. */
    public ArrayNode locks(DocumentedView view, java.util.function.Function<Held, String> sha1) {
        ArrayNode locks = JsonNodeFactory.instance.arrayNode();
        List<Held> all = view.locks();
        all.forEach(held -> locks.add(lock(held, sha1.apply(held), view.at())));
        return locks;
    }

    /** {@code decision-log.json}, whose decisions come oldest first; its log began with the first of them. */
    public static ObjectNode decisionLog(List<Decision> decisions) {
        ObjectNode log = JsonNodeFactory.instance.objectNode();
        log.put("schema_version", VERSION);
        log.put(
                "log_created_at",
                time(decisions.isEmpty() ? Instant.EPOCH : decisions.getFirst().at()));
        ArrayNode all = log.putArray("decisions");
        decisions.forEach(decision -> all.add(decision(decision)));
        return log;
    }

    /** One entry of {@code decision-log.json}. */
    public static ObjectNode decision(Decision decision) {
        Draft draft = decision.draft();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("decision_id", decision.publicId());
        json.put("timestamp", time(decision.at()));
        ObjectNode by = json.putObject("made_by");
        by.put("instance_id", decision.maker().publicId());
        if (!decision.maker().role().isEmpty()) {
            by.put("agent_role", decision.maker().role());
        }
        json.put("category", draft.category());
        json.put("title", draft.title());
        json.put("description", draft.description());
        ObjectNode context = json.putObject("context");
        context.put("problem", draft.problem());
        ArrayNode alternatives = context.putArray("alternatives_considered");
        draft.alternatives().forEach(alternatives::add);
        context.put("rationale", draft.rationale());
        ObjectNode impact = json.putObject("impact");
        impact.put("scope", draft.scope());
        ArrayNode files = impact.putArray("files_affected");
        draft.paths().forEach(affected -> files.add(affected.path()));
        ArrayNode dependencies = impact.putArray("dependencies");
        draft.dependencies().forEach(dependencies::add);
        json.put("status", decision.status().word());
        decision.supersededBy()
                .ifPresentOrElse(next -> json.put("superseded_by", next), () -> json.putNull("superseded_by"));
        return json;
    }

    /** The documents want a number; one whose process nobody told has none. */
    private static long pid(Entry entry) {
        return entry.instance().process().map(process -> process.pid()).orElse(0L);
    }
}
