package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.git.CommittedFile;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.GitTrouble;
import dev.tutti.kernel.path.FileLook;
import dev.tutti.kernel.path.FileStamp;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.locks.Lock;
import dev.tutti.locks.PreImage.Dirty;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whether a file was changed already when its holder took it: by the content that the holder found and the commit that
 * was checked out then, which every grant keeps, so that git is asked when somebody else comes, and never at a grant. Only a
 * difference that is proved counts: where the path was committed since, or git rewrites its content, nothing is said.
 * Outside of any transaction. Safe from any thread.
 */
final class PreImages {

    private static final int REMEMBERED_MAX = 4_096;

    private final Rooms rooms;
    private final Map<Asked, Dirty> remembered = new ConcurrentHashMap<>();

    PreImages(Rooms rooms) {
        this.rooms = requireNonNull(rooms, "rooms");
    }

    /** A grant, and git's log as it was when it was asked about: until that moves, the answer stays the same. */
    private record Asked(long fence, long project, FileStamp log) {}

    /** Whether what a lock's holder found was changed already. */
    Dirty of(GitPlace place, Lock lock, Deadline deadline) {
        Optional<Dirty> known = known(place, lock);
        if (known.isPresent()) {
            return known.get();
        }
        CommittedFile committed = rooms.outside()
                .git()
                .committed(place, lock.before().head().orElseThrow(), lock.key().path(), deadline);
        Dirty dirty = judge(lock.before().file().orElseThrow(), committed);
        if (!isTooLate(committed)) {
            remember(asked(place, lock), dirty);
        }
        return dirty;
    }

    /** The same as far as git need not be asked; empty where it must be. */
    Optional<Dirty> known(GitPlace place, Lock lock) {
        if (lock.before().dirty() != Dirty.UNKNOWN) {
            return Optional.of(lock.before().dirty());
        }
        if (lock.before().file().isEmpty() || lock.before().head().isEmpty()) {
            return Optional.of(Dirty.UNKNOWN);
        }
        return Optional.ofNullable(remembered.get(asked(place, lock)));
    }

    private Asked asked(GitPlace place, Lock lock) {
        FileStamp log = rooms.outside().files().stamp(place.gitDir().resolve("logs/HEAD"));
        return new Asked(lock.fence(), lock.key().project().value(), log);
    }

    private static boolean isTooLate(CommittedFile committed) {
        return committed instanceof CommittedFile.Unknown(GitTrouble trouble)
                && trouble.kind() == GitTrouble.Kind.TOO_LATE;
    }

    private void remember(Asked asked, Dirty dirty) {
        if (remembered.size() >= REMEMBERED_MAX) {
            remembered.clear();
        }
        remembered.put(asked, dirty);
    }

    /** Whether a lock's file is as its holder found it. */
    boolean isAsFound(Lock lock, FileLook now) {
        return lock.before().file().filter(found -> !now.differsFrom(found)).isPresent();
    }

    /** Pure. */
    static Dirty judge(FileLook found, CommittedFile committed) {
        boolean absent = !found.stamp().exists();
        return switch (committed) {
            case CommittedFile.Holds(Set<String> hashes) ->
                absent
                        ? Dirty.YES
                        : found.sha256()
                                .map(hash -> hashes.contains(hash) ? Dirty.NO : Dirty.YES)
                                .orElse(Dirty.UNKNOWN);
            case CommittedFile.Absent() ->
                absent ? Dirty.NO : found.stamp().kind() == FileStamp.Kind.FILE ? Dirty.YES : Dirty.UNKNOWN;
            case CommittedFile.Moved(), CommittedFile.Unknown(var _) -> Dirty.UNKNOWN;
        };
    }
}
