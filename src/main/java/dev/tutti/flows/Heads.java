package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.path.FileStamp;
import dev.tutti.projects.Ground;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which commit is checked out, at the price of one look at a file: it is read again only when git's log of it has moved.
 * Without such a log it is not told. Safe from any thread.
 */
final class Heads {

    private static final int REMEMBERED_MAX = 4_096;

    private final Rooms rooms;
    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

    Heads(Rooms rooms) {
        this.rooms = requireNonNull(rooms, "rooms");
    }

    private record Seen(FileStamp log, Optional<String> commit) {}

    /** The commit of the tree that a ground is; empty without git, before the first commit, and without a log. */
    Optional<String> of(Ground ground) {
        return ground.git().flatMap(this::of);
    }

    private Optional<String> of(GitPlace place) {
        FileStamp log = rooms.outside().files().stamp(place.gitDir().resolve("logs/HEAD"));
        if (!log.exists()) {
            return Optional.empty();
        }
        Seen last = seen.get(place.gitDir());
        if (last != null && last.log().equals(log)) {
            return last.commit();
        }
        if (seen.size() >= REMEMBERED_MAX) {
            seen.clear();
        }
        Optional<String> commit = rooms.outside().git().headCommit(place);
        seen.put(place.gitDir(), new Seen(log, commit));
        return commit;
    }
}
