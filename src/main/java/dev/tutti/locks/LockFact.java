package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.journal.Fact;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the journal says of locks. */
public sealed interface LockFact {

    /** The key it is about, as people see it. */
    String path();

    /** Who did it or whom it befell. */
    Instance actor();

    /** The journal's form. */
    default Fact toFact() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("name", actor().name());
        String kind = switch (this) {
            case Granted granted -> {
                details.put("fence", Long.toString(granted.lock().fence()));
                details.put("mode", granted.lock().mode().name());
                details.put("hold", granted.lock().hold().name());
                details.put("tree", tree(granted.lock().key()));
                details.put("reason", granted.lock().reason());
                yield "lock.granted";
            }
            case Ended ended -> {
                details.put("fence", Long.toString(ended.lock().fence()));
                details.put("how", ended.how().name());
                details.put("tree", tree(ended.lock().key()));
                yield "lock.ended";
            }
            case Refused refused -> {
                details.put("holder", refused.holder().publicId());
                details.put("holder_name", refused.holder().name());
                details.put("why", refused.why().name());
                yield "lock.refused";
            }
            case StaleWrite stale -> {
                details.put("fence", Long.toString(stale.call().fence()));
                yield "lock.stale_write";
            }
            case ChangedByShell changed -> {
                details.put("fence", Long.toString(changed.lock().fence()));
                yield "lock.changed_by_shell";
            }
        };
        return new Fact(kind, actor().publicId(), path(), details);
    }

    private static String tree(LockKey key) {
        return key.tree().map(tree -> Long.toString(tree.value())).orElse("all");
    }

    /** A lock began. */
    record Granted(Lock lock, Instance actor) implements LockFact {
        public Granted {
            requireNonNull(lock, "lock");
            requireNonNull(actor, "actor");
        }

        @Override
        public String path() {
            return lock.key().path();
        }
    }

    /** A lock ended; the actor is who had it. */
    record Ended(Lock lock, FreedBy how, Instance actor) implements LockFact {
        public Ended {
            requireNonNull(lock, "lock");
            requireNonNull(how, "how");
            requireNonNull(actor, "actor");
        }

        @Override
        public String path() {
            return lock.key().path();
        }
    }

    /** A request was refused. */
    record Refused(String path, Instance actor, Instance holder, Why why) implements LockFact {
        public Refused {
            requireNonNull(path, "path");
            requireNonNull(actor, "actor");
            requireNonNull(holder, "holder");
            requireNonNull(why, "why");
        }
    }

    /** A call changed a file whose lock it had lost. */
    record StaleWrite(String path, Instance actor, PendingCall call) implements LockFact {
        public StaleWrite {
            requireNonNull(path, "path");
            requireNonNull(actor, "actor");
            requireNonNull(call, "call");
        }
    }

    /** A locked file changed while another, the actor, ran a shell command. */
    record ChangedByShell(Lock lock, Instance actor) implements LockFact {
        public ChangedByShell {
            requireNonNull(lock, "lock");
            requireNonNull(actor, "actor");
        }

        @Override
        public String path() {
            return lock.key().path();
        }
    }
}
