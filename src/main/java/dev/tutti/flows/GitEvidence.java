package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.GitStatus;
import dev.tutti.kernel.git.PathState;
import dev.tutti.kernel.path.FileLooks;
import dev.tutti.kernel.path.FileStamp;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.locks.Evidence;
import dev.tutti.locks.Evidence.Uncommitted;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockId;
import dev.tutti.locks.PreImage.Dirty;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.Tree;
import dev.tutti.projects.TreeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks git which locked paths have uncommitted changes, outside of any transaction. That a path has some is believed without
 * asking again while neither the file nor git's index and log have moved; that it has none is never believed twice.
 */
final class GitEvidence {

    private static final Duration WITHIN = Duration.ofMillis(900);
    private static final int REMEMBERED_MAX = 4_096;

    private final Rooms rooms;
    private final PreImages preImages;
    private final Map<Path, Seen> dirty = new ConcurrentHashMap<>();

    GitEvidence(Rooms rooms) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.preImages = new PreImages(rooms);
    }

    /** The stamps of everything that must move for a dirty path to become clean. */
    private record Stamps(FileStamp file, FileStamp index, FileStamp log) {}

    /** A lock whose path was dirty when git was asked last. */
    private record Seen(GitPlace place, Lock lock, Stamps stamps) {}

    /**
     * What git said, with the stamps of the files it was said of: a word that nothing of a holder's is uncommitted counts only
     * while its file is as it was, since its holder may have changed it in between.
     */
    record Said(Evidence evidence, Map<LockId, FileStamp> stamps, Map<LockId, Path> files) {

        static final Said NOTHING = new Said(Evidence.NONE, Map.of(), Map.of());

        Said {
            requireNonNull(evidence, "evidence");
            stamps = Map.copyOf(stamps);
            files = Map.copyOf(files);
        }

        /** This and what was said later. */
        Said and(Said later) {
            Set<LockId> dirtyBefore = new HashSet<>(evidence.dirtyBefore());
            dirtyBefore.addAll(later.evidence.dirtyBefore());
            return new Said(
                    new Evidence(joined(evidence.states(), later.evidence.states()), dirtyBefore),
                    joined(stamps, later.stamps),
                    joined(files, later.files));
        }

        private static <V> Map<LockId, V> joined(Map<LockId, V> first, Map<LockId, V> later) {
            Map<LockId, V> all = new HashMap<>(first);
            all.putAll(later);
            return all;
        }

        /** Whether by it some lock is over. */
        boolean endsAny() {
            return evidence.states().values().stream()
                    .anyMatch(state -> state.ending().isPresent());
        }

        /** What of it still holds, asked under the transaction that acts on it. */
        Evidence now(FileLooks looks) {
            Map<LockId, Uncommitted> holding = new HashMap<>(evidence.states());
            holding.entrySet().removeIf(said -> said.getValue().ending().isPresent() && hasMoved(looks, said.getKey()));
            return new Evidence(holding, evidence.dirtyBefore());
        }

        private boolean hasMoved(FileLooks looks, LockId lock) {
            Path file = files.get(lock);
            return file != null && !looks.stamp(file).equals(stamps.get(lock));
        }
    }

    /** Asks about these locks; what was found out of what was there before them is noted on them soon. */
    Said say(List<Lock> locks) {
        Said said = look(locks);
        noteSoon(locks.stream()
                .filter(lock -> lock.before().dirty() == Dirty.UNKNOWN)
                .filter(lock -> said.evidence().dirtyBefore().contains(lock.id()))
                .toList());
        return said;
    }

    /** Asks about these locks, and notes nothing. */
    Said look(List<Lock> locks) {
        Map<TreeId, Tree> trees = trees(locks);
        Map<LockId, Path> files = new HashMap<>();
        Map<LockId, FileStamp> stamps = new HashMap<>();
        for (Lock lock : locks) {
            lock.key().tree().map(trees::get).ifPresent(tree -> {
                Path file = Path.of(tree.path()).resolve(lock.key().path());
                files.put(lock.id(), file);
                stamps.put(lock.id(), rooms.outside().files().stamp(file));
            });
        }
        return new Said(ask(locks, trees), stamps, files);
    }

    /**
     * Whose changes these files are known to hold, asked of nobody, so that who wants one of them is refused in one
     * transaction. What might end a lock is left to be asked.
     */
    Said remembered(List<Path> files) {
        Map<LockId, Uncommitted> states = new HashMap<>();
        Set<LockId> dirtyBefore = new HashSet<>();
        for (Path file : files) {
            Optional<Seen> seen = Optional.ofNullable(dirty.get(file)).filter(this::isStill);
            Optional<Dirty> before = seen.flatMap(found -> preImages.known(found.place(), found.lock()));
            if (before.isPresent()) {
                Lock lock = seen.orElseThrow().lock();
                if (before.get() != Dirty.YES) {
                    states.put(lock.id(), Uncommitted.YES);
                } else if (!preImages.isAsFound(lock, rooms.outside().files().look(file))) {
                    states.put(lock.id(), Uncommitted.YES);
                    dirtyBefore.add(lock.id());
                }
            }
        }
        return states.isEmpty() ? Said.NOTHING : new Said(new Evidence(states, dirtyBefore), Map.of(), Map.of());
    }

    private void noteSoon(List<Lock> dirtyBefore) {
        if (!dirtyBefore.isEmpty()) {
            rooms.outside()
                    .background()
                    .run(
                            "noting what was changed before",
                            () -> dirtyBefore.forEach(lock -> rooms.store().write(tx -> {
                                Monitor monitor =
                                        rooms.projects().enter(tx, lock.key().project());
                                rooms.locks().dirtyBefore(tx, monitor, lock);
                                return lock;
                            })));
        }
    }

    private Map<TreeId, Tree> trees(List<Lock> locks) {
        return rooms.store().read(tx -> {
            Map<TreeId, Tree> trees = new HashMap<>();
            locks.stream()
                    .flatMap(lock -> lock.key().tree().stream())
                    .distinct()
                    .forEach(id -> rooms.projects().tree(tx, id).ifPresent(tree -> trees.put(id, tree)));
            return trees;
        });
    }

    private Evidence ask(List<Lock> locks, Map<TreeId, Tree> trees) {
        Map<LockId, Uncommitted> states = new HashMap<>();
        Set<LockId> dirtyBefore = new HashSet<>();
        Map<TreeId, List<Lock>> byTree = new LinkedHashMap<>();
        for (Lock lock : locks) {
            lock.key()
                    .tree()
                    .ifPresentOrElse(
                            tree -> byTree.computeIfAbsent(tree, _ -> new ArrayList<>())
                                    .add(lock),
                            () -> states.put(lock.id(), Uncommitted.YES));
        }
        byTree.forEach((tree, inTree) -> {
            Evidence said = askTree(Optional.ofNullable(trees.get(tree)), inTree);
            states.putAll(said.states());
            dirtyBefore.addAll(said.dirtyBefore());
        });
        return new Evidence(states, dirtyBefore);
    }

    /**
     * Those of the locks whose paths have uncommitted changes of their holders, with what was there before; a lock git cannot
     * say anything of is left out.
     */
    List<Lock> dirty(List<Lock> locks) {
        Evidence evidence = ask(locks, trees(locks));
        return locks.stream()
                .filter(lock -> evidence.states().get(lock.id()) == Uncommitted.YES)
                .map(evidence::seen)
                .toList();
    }

    private Evidence askTree(Optional<Tree> tree, List<Lock> locks) {
        Optional<GitPlace> place = tree.flatMap(found -> rooms.outside().git().find(Path.of(found.path())));
        Map<LockId, Uncommitted> states = new HashMap<>();
        if (place.isEmpty()) {
            locks.forEach(lock -> states.put(lock.id(), Uncommitted.NEVER));
            return new Evidence(states);
        }
        Deadline deadline = Deadline.in(rooms.outside().ticker(), WITHIN);
        List<Lock> unknown = new ArrayList<>();
        for (Lock lock : locks) {
            if (isRemembered(place.get(), lock)) {
                states.put(lock.id(), Uncommitted.YES);
            } else {
                unknown.add(lock);
            }
        }
        if (!unknown.isEmpty()) {
            states.putAll(askGit(place.get(), unknown, deadline));
        }
        return withPreImages(place.get(), locks, states, deadline);
    }

    /** Where something is uncommitted: whether some of it was there before, and whether all of it was. */
    private Evidence withPreImages(
            GitPlace place, List<Lock> locks, Map<LockId, Uncommitted> states, Deadline deadline) {
        Set<LockId> dirtyBefore = new HashSet<>();
        for (Lock lock : locks) {
            boolean dirty = states.get(lock.id()) == Uncommitted.YES;
            if (dirty && preImages.of(place, lock, deadline) == Dirty.YES) {
                dirtyBefore.add(lock.id());
                if (preImages.isAsFound(lock, rooms.outside().files().look(file(place, lock)))) {
                    states.put(lock.id(), Uncommitted.UNDONE);
                }
            }
        }
        return new Evidence(states, dirtyBefore);
    }

    private Map<LockId, Uncommitted> askGit(GitPlace place, List<Lock> locks, Deadline deadline) {
        Map<Lock, Seen> before = new HashMap<>();
        locks.forEach(lock -> before.put(lock, new Seen(place, lock, stamps(place, lock))));
        List<String> paths =
                locks.stream().map(lock -> lock.key().path()).distinct().toList();
        GitStatus status = rooms.outside().git().status(place, paths, deadline);
        Map<LockId, Uncommitted> states = new HashMap<>();
        for (Lock lock : locks) {
            Uncommitted state = switch (status) {
                case GitStatus.Known(Map<String, PathState> known) ->
                    of(known.get(lock.key().path()));
                case GitStatus.Unknown _ -> Uncommitted.YES;
            };
            if (state == Uncommitted.YES && status instanceof GitStatus.Known) {
                remember(requireNonNull(before.get(lock), "before"));
            }
            states.put(lock.id(), state);
        }
        return states;
    }

    private static Uncommitted of(@org.jspecify.annotations.Nullable PathState state) {
        if (state == null || state.isDirty()) {
            return Uncommitted.YES;
        }
        return state == PathState.IGNORED ? Uncommitted.NEVER : Uncommitted.NO;
    }

    /** Its lock may be another than that of which git was asked; from now on it is remembered as this one's. */
    private boolean isRemembered(GitPlace place, Lock lock) {
        Seen seen = dirty.get(file(place, lock));
        if (seen == null || !isStill(seen)) {
            return false;
        }
        remember(new Seen(place, lock, seen.stamps()));
        return true;
    }

    private boolean isStill(Seen seen) {
        return seen.stamps().equals(stamps(seen.place(), seen.lock()));
    }

    private void remember(Seen seen) {
        if (dirty.size() >= REMEMBERED_MAX) {
            dirty.clear();
        }
        dirty.put(file(seen.place(), seen.lock()), seen);
    }

    private Stamps stamps(GitPlace place, Lock lock) {
        return new Stamps(
                rooms.outside().files().stamp(file(place, lock)),
                rooms.outside().files().stamp(place.gitDir().resolve("index")),
                rooms.outside().files().stamp(place.gitDir().resolve("logs/HEAD")));
    }

    private static Path file(GitPlace place, Lock lock) {
        return place.root().resolve(lock.key().path());
    }
}
