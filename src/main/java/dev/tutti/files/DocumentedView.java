package dev.tutti.files;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.Overview;
import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.instances.Presence;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One project at one moment, as the documents look at it: whoever is gone is not in it, and a person only as long as it holds
 * something, since their readers count entries to tell how many agents work.
 */
public record DocumentedView(Instant at, List<Entry> entries, List<Held> locks) {

    /** How long the documents' readers believe a lock or a heartbeat that nobody renews. */
    static final Duration BELIEVED = Duration.ofMinutes(5);

    static final String TASK_DEFAULT = "No task specified";
    static final String ROLE_DEFAULT = "main";

    public DocumentedView {
        requireNonNull(at, "at");
        entries = List.copyOf(entries);
        locks = List.copyOf(locks);
    }

    /** A project of which nothing is known yet. */
    public static DocumentedView empty(Instant at) {
        return new DocumentedView(at, List.of(), List.of());
    }

    /**
     * One instance.
     *
     * @param worktree where it works
     * @param status the documents' word for how present it is
     * @param lastPing when it was last known to live: now, where its process can be seen
     * @param files what it has locked, in the order it did
     */
    public record Entry(Instance instance, String worktree, String status, Instant lastPing, List<Held> files) {
        public Entry {
            requireNonNull(instance, "instance");
            requireNonNull(worktree, "worktree");
            requireNonNull(status, "status");
            requireNonNull(lastPing, "lastPing");
            files = List.copyOf(files);
        }

        public String role() {
            return instance.role().orElse(ROLE_DEFAULT);
        }

        public String task() {
            return instance.task().orElse(TASK_DEFAULT);
        }
    }

    /**
     * One lock.
     *
     * @param by the very instance that took it, while that is here; else the session it took it for
     * @param tree the working tree; empty for all of them
     */
    public record Held(Lock lock, Instance by, Optional<String> tree) {
        public Held {
            requireNonNull(lock, "lock");
            requireNonNull(by, "by");
            requireNonNull(tree, "tree");
        }

        public String path() {
            return lock.key().path();
        }

        /** The documents' word for its mode. */
        public String type() {
            return lock.mode() == LockMode.SHARED ? "read-many" : "write";
        }

        /** When its readers may forget it. One without a term stands as long as somebody renews what is written of it. */
        public Instant expires(Instant now) {
            return lock.expiresAt().orElseGet(() -> now.plus(BELIEVED));
        }
    }

    public static DocumentedView of(Overview.View view) {
        Map<InstanceId, Instance> here = view.instances().stream()
                .map(Overview.Standing::instance)
                .collect(Collectors.toMap(Instance::id, Function.identity()));
        List<Held> locks = view.locks().stream()
                .map(each -> new Held(each.lock(), here.getOrDefault(each.lock().actor(), each.holder()), each.tree()))
                .toList();
        List<Entry> entries = view.instances().stream()
                .filter(each -> each.presence() != Presence.GONE)
                .map(each -> entry(each, view.at(), locks))
                .filter(each -> !each.instance().isPerson() || !each.files().isEmpty())
                .toList();
        return new DocumentedView(view.at(), entries, locks);
    }

    private static Entry entry(Overview.Standing standing, Instant now, List<Held> locks) {
        Instance instance = standing.instance();
        return new Entry(
                instance,
                standing.tree().filter(path -> !path.isEmpty()).orElse(instance.directory()),
                status(standing.presence()),
                isSeen(standing) ? now : instance.seenAt(),
                locks.stream()
                        .filter(lock -> lock.by().id().equals(instance.id()))
                        .toList());
    }

    /** Whether it lives is known from its process, or, of a child, from its session's: then it lives now. */
    private static boolean isSeen(Overview.Standing standing) {
        return standing.presence() != Presence.UNSURE
                && (standing.instance().process().isPresent()
                        || standing.instance().isChild());
    }

    private static String status(Presence presence) {
        return switch (presence) {
            case LIVE, QUIET -> "active";
            case IDLE, WAITING -> "idle";
            case UNSURE -> "stale";
            case GONE -> "crashed";
        };
    }
}
