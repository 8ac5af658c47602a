package dev.tutti.cli;

import dev.tutti.flows.Overview;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.journal.RecordedFact;
import dev.tutti.kernel.text.When;
import dev.tutti.locks.Lock;
import dev.tutti.locks.PreImage;
import dev.tutti.notes.Learning;
import dev.tutti.notes.Note;
import dev.tutti.pool.PoolDraft;
import dev.tutti.pool.PoolEntry;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON shapes. Fields may be added, never re-meant. */
final class Shapes {

    /** What ends only when something ends it has a time beyond. */
    private static final Instant NEVER = Instant.parse("9000-01-01T00:00:00Z");

    private Shapes() {}

    static ObjectNode instance(Instance instance) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", instance.publicId());
        json.put("name", instance.name());
        json.put("agent", instance.agent());
        put(json, "session", instance.session());
        put(json, "role", instance.role());
        put(json, "task", instance.task());
        put(json, "branch", instance.branch());
        json.put("directory", instance.directory());
        json.put("turn", instance.turn().name().toLowerCase(Locale.ROOT));
        json.put("child", instance.isChild());
        instance.process().ifPresent(process -> json.put("pid", process.pid()));
        json.put("started_at", When.absolute(instance.startedAt()));
        json.put("seen_at", When.absolute(instance.seenAt()));
        instance.expiresAt().ifPresent(at -> json.put("expires_at", When.absolute(at)));
        return json;
    }

    static ObjectNode standing(Overview.Standing standing) {
        ObjectNode json = instance(standing.instance());
        json.put("presence", standing.presence().name().toLowerCase(Locale.ROOT));
        put(json, "tree", standing.tree());
        json.put("locks", standing.locks());
        return json;
    }

    static ObjectNode lock(Lock lock, Instance holder, Optional<String> tree) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("path", lock.key().path());
        json.put("scope", lock.key().tree().isPresent() ? "tree" : "project");
        put(json, "tree", tree);
        json.put("mode", lock.mode().name().toLowerCase(Locale.ROOT));
        json.put("holder", holder.publicId());
        json.put("holder_name", holder.name());
        json.put("fence", lock.fence());
        json.put("hold", lock.hold().name().toLowerCase(Locale.ROOT));
        json.put("state", lock.settled() ? "settled" : "pending");
        if (lock.before().dirty() == PreImage.Dirty.YES) {
            json.put("dirty_before", true);
        }
        json.put("reason", lock.reason());
        json.put("granted_at", When.absolute(lock.grantedAt()));
        lock.expiresAt().ifPresent(at -> json.put("expires_at", When.absolute(at)));
        return json;
    }

    static ObjectNode waiting(Overview.Waiting waiting) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("path", waiting.waiter().key().path());
        json.put("instance", waiting.who().publicId());
        json.put("instance_name", waiting.who().name());
        json.put("waits_for", waiting.ofWhom().publicId());
        json.put("waits_for_name", waiting.ofWhom().name());
        json.put("since", When.absolute(waiting.waiter().since()));
        if (waiting.waiter().priority() != 0) {
            json.put("priority", waiting.waiter().priority());
        }
        return json;
    }

    static ObjectNode fact(RecordedFact recorded) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("seq", recorded.seq());
        json.put("at", When.absolute(recorded.at()));
        json.put("kind", recorded.fact().kind());
        json.put("actor", recorded.fact().actor());
        json.put("subject", recorded.fact().subject());
        ObjectNode details = json.putObject("details");
        recorded.fact().details().forEach(details::put);
        return json;
    }

    /** @param author the public id of whoever posted it */
    static ObjectNode poolEntry(PoolEntry entry, String author, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        PoolDraft draft = entry.draft();
        json.put("id", entry.id().publicId());
        json.put("at", When.absolute(entry.at()));
        json.put("author", author);
        json.put("author_name", entry.authorName());
        json.put("action", draft.action().word());
        if (!draft.said().isEmpty()) {
            json.put("action_raw", draft.said());
        }
        json.put("topic", draft.topic());
        json.put("summary", draft.summary());
        json.put("affects", draft.affects());
        ArrayNode paths = json.putArray("paths");
        draft.paths().forEach(affected -> paths.add(affected.path()));
        json.put("blocks", draft.blocks());
        json.put("origin", draft.origin().word());
        json.put("live", entry.isLive(now));
        if (entry.endsAt().isBefore(NEVER)) {
            json.put("ends_at", When.absolute(entry.endsAt()));
        }
        entry.end().ifPresent(end -> json.put("ended_by", end.word()));
        return json;
    }

    static ObjectNode note(Note note) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", note.id().publicId());
        json.put("at", When.absolute(note.at()));
        json.put("author", note.author().publicId());
        json.put("author_name", note.author().name());
        json.put("text", note.text());
        return json;
    }

    static ObjectNode learning(Learning learning) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("section", learning.section().word());
        json.put("text", learning.text());
        json.put("at", When.absolute(learning.at()));
        json.put("author", learning.author().publicId());
        json.put("author_name", learning.author().name());
        return json;
    }

    private static void put(ObjectNode json, String name, Optional<String> value) {
        value.ifPresent(text -> json.put(name, text));
    }
}
