package dev.tutti.files;

import static java.util.Objects.requireNonNull;

import dev.tutti.decisions.Decision;
import dev.tutti.decisions.DecisionFilter;
import dev.tutti.flows.Overview;
import dev.tutti.flows.Rooms;
import dev.tutti.kernel.files.LineFiles;
import dev.tutti.kernel.files.TextFiles;
import dev.tutti.kernel.journal.RecordedFact;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.LockId;
import dev.tutti.projects.Ground;
import dev.tutti.projects.ProjectId;
import dev.tutti.projects.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps the documents' files of every prepared repository up to date: shortly after a fact, gathering those that come together,
 * and every half minute while somebody lives there, since times grow old. One platform thread of its own, which sleeps
 * without a beat while nobody does; everything else is safe from any thread.
 */
final class Projector implements AutoCloseable {

    /** How long facts are gathered before they are written. */
    static final Duration GATHERING = Duration.ofMillis(200);

    /** How old a time in the files may grow while somebody lives. */
    static final Duration REFRESH = Duration.ofSeconds(30);

    private static final System.Logger LOG = System.getLogger("dev.tutti.files");

    private final Rooms rooms;
    private final Overview overview;
    private final TextFiles files;
    private final LineFiles lines;
    private final DocumentShapes shapes;
    private final Optional<PoolFile> everything;
    private final Map<Path, Projection> projections = new ConcurrentHashMap<>();
    private final Map<Path, PoolFile> pools = new ConcurrentHashMap<>();
    private final Map<Path, Last> lasts = new ConcurrentHashMap<>();
    private final Set<Long> moved = ConcurrentHashMap.newKeySet();
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore stop = new Semaphore(0);
    private final Consumer<RecordedFact> listener = this::note;
    private boolean begun;
    private Optional<Thread> thread = Optional.empty();

    Projector(Rooms rooms, Overview overview, Disk disk, DocumentShapes shapes) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.overview = requireNonNull(overview, "overview");
        this.files = disk.files();
        this.lines = disk.lines();
        this.everything = disk.everything().map(file -> new PoolFile(file, lines, rooms));
        this.shapes = requireNonNull(shapes, "shapes");
    }

    /**
     * Where to write.
     *
     * @param everything the file of the pool of all projects, where its user wants one
     */
    record Disk(TextFiles files, LineFiles lines, Optional<Path> everything) {
        Disk {
            requireNonNull(files, "files");
            requireNonNull(lines, "lines");
            requireNonNull(everything, "everything");
        }
    }

    /**
     * What was found when a repository's files were last written.
     *
     * @param scope its project, whose facts call for the next time; -1 while nothing of Tutti happened there
     * @param somebody whether anybody lived or held something
     */
    private record Last(long scope, boolean somebody) {}

    /**
     * Begins to keep the files of the repository whose primary tree this is.
     *
     * @param pool whether the pool's is one of them
     */
    void add(Path root, boolean pool) {
        projections.computeIfAbsent(root, this::projection);
        if (pool) {
            pools.computeIfAbsent(root, this::poolFile);
        }
        lasts.remove(root);
        wake.release();
    }

    /**
     * Removes the files that were kept there, and keeps none any more.
     *
     * @param pool whether the pool's was one of them
     */
    void remove(Path root, boolean pool) {
        PoolFile lined = pools.remove(root);
        if (pool) {
            (lined != null ? lined : poolFile(root)).remove(files::delete);
        }
        Projection kept = projections.remove(root);
        lasts.remove(root);
        Projection over = kept != null ? kept : projection(root);
        over.remove(this::isKnown);
    }

    private Projection projection(Path root) {
        return new Projection(
                new CoordinationFolder(root), files, rooms.outside().files(), shapes);
    }

    private PoolFile poolFile(Path root) {
        return new PoolFile(new CoordinationFolder(root).poolLines(), lines, rooms);
    }

    /** What keeps the files of that repository from being written. */
    Optional<String> trouble(Path root) {
        return Optional.ofNullable(projections.get(root))
                .flatMap(Projection::trouble)
                .or(() -> Optional.ofNullable(pools.get(root)).flatMap(PoolFile::trouble));
    }

    /** Starts following what happens. */
    synchronized void start() {
        rooms.journal().listen(listener);
        everything.ifPresent(_ -> wake.release());
        thread = Optional.of(Thread.ofPlatform().name("documents").daemon().start(this::follow));
    }

    /** On the store's thread: only hands over. */
    private void note(RecordedFact fact) {
        if (!projections.isEmpty() || everything.isPresent()) {
            moved.add(fact.scope());
            wake.release();
        }
    }

    private void follow() {
        try {
            boolean somebody = false;
            while (true) {
                boolean woken = awaitNews(somebody);
                if (woken && stop.tryAcquire(GATHERING.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                wake.drainPermits();
                somebody = writeAll(!woken);
            }
        } catch (InterruptedException closed) {
            // The daemon stops.
        }
    }

    /** Whether there is news; false when it is only time to look again. */
    private boolean awaitNews(boolean somebody) throws InterruptedException {
        if (somebody) {
            return wake.tryAcquire(REFRESH.toMillis(), TimeUnit.MILLISECONDS);
        }
        wake.acquire();
        return true;
    }

    /**
     * Writes what there is to write where something happened; whether anybody lives or holds something anywhere.
     *
     * @param everywhere whether to look also where nothing happened, since times grow old
     */
    boolean writeAll(boolean everywhere) {
        Set<Long> news = Set.copyOf(moved);
        moved.removeAll(news);
        everything.ifPresent(file -> guarded("the lines of the user's pool", () -> writeEverything(file, news)));
        projections.forEach((root, projection) -> {
            Last last = lasts.get(root);
            if (everywhere || last == null || last.scope() < 0 || news.contains(last.scope())) {
                guarded("the documents' files of " + root, () -> lasts.put(root, write(root, projection)));
            }
        });
        return lasts.values().stream().anyMatch(Last::somebody);
    }

    private void writeEverything(PoolFile file, Set<Long> news) {
        if (begun) {
            news.forEach(project -> file.follow(new ProjectId(project)));
        } else {
            file.followAll();
            begun = file.trouble().isEmpty();
        }
    }

    private static void guarded(String what, Runnable deed) {
        try {
            deed.run();
        } catch (RuntimeException broken) {
            LOG.log(System.Logger.Level.WARNING, what + " are left as they are: " + broken.getMessage());
        }
    }

    private Last write(Path root, Projection projection) {
        Ground ground = rooms.grounds().directory(root);
        record Known(long scope, DocumentedView view, Map<LockId, String> contents, List<Decision> decisions) {}
        Known known = rooms.store().read(tx -> {
            Optional<ProjectId> project = rooms.projects().look(tx, ground).map(Standing::project);
            return project.map(id -> new Known(
                            id.value(),
                            DocumentedView.of(overview.of(tx, id)),
                            rooms.locks().contents(tx, id),
                            rooms.decisions()
                                    .list(tx, id, DecisionFilter.newest(DecisionFilter.LIMIT_MAX))
                                    .reversed()))
                    .orElseGet(() -> new Known(-1, DocumentedView.empty(tx.now()), Map.of(), List.of()));
        });
        projection.write(known.view(), known.contents(), known.decisions(), this::isKnown);
        boolean kept = files.reach(new CoordinationFolder(root).folder()) != TextFiles.Reach.MISSING;
        if (known.scope() >= 0 && kept) {
            Optional.ofNullable(pools.get(root)).ifPresent(file -> file.follow(new ProjectId(known.scope())));
        }
        boolean somebody =
                !known.view().entries().isEmpty() || !known.view().locks().isEmpty();
        return new Last(known.scope(), somebody);
    }

    private boolean isKnown(String publicId) {
        return rooms.store().read(tx -> known(tx, publicId));
    }

    private boolean known(Tx tx, String publicId) {
        return rooms.instances().byPublicId(tx, publicId).isPresent();
    }

    @Override
    public synchronized void close() {
        rooms.journal().forget(listener);
        stop.release();
        thread.ifPresent(running -> {
            running.interrupt();
            try {
                running.join(TimeUnit.SECONDS.toMillis(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
