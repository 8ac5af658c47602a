package dev.tutti.pool;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.journal.Fact;
import dev.tutti.kernel.text.Foreign;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the journal says of the pool. */
public sealed interface PoolFact {

    PoolEntry entry();

    /** The journal's form. */
    default Fact toFact() {
        Map<String, String> details = new LinkedHashMap<>();
        return switch (this) {
            case Posted(PoolEntry entry, String author) -> {
                details.put("name", entry.authorName());
                details.put("action", entry.draft().action().word());
                details.put("topic", Foreign.line(entry.draft().topic(), PoolRules.TOPIC_MAX));
                if (entry.draft().origin() != Origin.POSTED) {
                    details.put("origin", entry.draft().origin().word());
                }
                yield new Fact("pool.posted", author, entry.id().publicId(), details);
            }
            case Ended(PoolEntry entry, PoolEnd how, Instance actor) -> {
                details.put("name", actor.name());
                details.put("how", how.word());
                details.put("topic", Foreign.line(entry.draft().topic(), PoolRules.TOPIC_MAX));
                yield new Fact("pool.ended", actor.publicId(), entry.id().publicId(), details);
            }
        };
    }

    /**
     * There is a new one.
     *
     * @param author the public id of whoever posted it
     */
    record Posted(PoolEntry entry, String author) implements PoolFact {
        public Posted {
            requireNonNull(entry, "entry");
            requireNonNull(author, "author");
        }
    }

    /**
     * One is over before its time.
     *
     * @param actor who ended it
     */
    record Ended(PoolEntry entry, PoolEnd how, Instance actor) implements PoolFact {
        public Ended {
            requireNonNull(entry, "entry");
            requireNonNull(how, "how");
            requireNonNull(actor, "actor");
        }
    }
}
