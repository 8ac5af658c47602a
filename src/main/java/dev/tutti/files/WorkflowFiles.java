package dev.tutti.files;

import static java.util.Objects.requireNonNull;

import dev.tutti.files.Documents.Look;
import dev.tutti.flows.Rooms;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.files.FilesException;
import dev.tutti.kernel.files.SharedFiles;
import dev.tutti.kernel.journal.RecordedFact;
import dev.tutti.kernel.path.FileLooks;
import dev.tutti.kernel.store.StoreException;
import dev.tutti.notes.Notes;
import dev.tutti.projects.Ground;
import dev.tutti.projects.ProjectId;
import dev.tutti.projects.Standing;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The documents' files of notes and memories, which the user has for all projects in one folder: each project's are called by
 * its slug. They are kept for projects in which somebody lives or something is left, and looked at every few seconds while
 * somebody lives, before a session begins, and after a note or a learning. Safe from any thread.
 */
public final class WorkflowFiles implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("dev.tutti.files");

    private final Rooms rooms;
    private final Optional<Place> place;
    private final Map<ProjectId, Kept> kept = new ConcurrentHashMap<>();
    private final Set<ProjectId> waiting = ConcurrentHashMap.newKeySet();
    private final Consumer<RecordedFact> listener = this::note;

    /** @param place where they are kept; empty when the user did not ask for them: {@code projections.notes} */
    public WorkflowFiles(Rooms rooms, Optional<Place> place) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.place = requireNonNull(place, "place");
    }

    /**
     * Where the files are kept.
     *
     * @param folder the documents' {@code ~/.claude/workflows}, absolute
     * @param host the lease of this daemon
     */
    public record Place(Path folder, SharedFiles files, FileLooks looks, long host) {
        public Place {
            requireNonNull(folder, "folder");
            requireNonNull(files, "files");
            requireNonNull(looks, "looks");
        }

        Path notes(String slug) {
            return files.real(folder.resolve("notes").resolve(slug + ".md"));
        }

        Path memory(String slug) {
            return files.real(folder.resolve("memory").resolve(slug + ".md"));
        }
    }

    /** The files of one project. For one thread at a time. */
    private static final class Kept {

        private final NotesFile notes;
        private final MemoryFile memory;
        private Optional<String> trouble = Optional.empty();

        Kept(NotesFile notes, MemoryFile memory) {
            this.notes = notes;
            this.memory = memory;
        }

        synchronized void sync() {
            Optional<String> before = trouble;
            Optional<String> ofNotes = attempt(notes::sync);
            Optional<String> ofMemory = attempt(memory::sync);
            trouble = ofNotes.or(() -> ofMemory);
            if (trouble.isPresent() && !trouble.equals(before)) {
                LOG.log(System.Logger.Level.WARNING, trouble.get() + "; notes and memory do not need this file");
            }
            if (trouble.isEmpty() && before.isPresent()) {
                LOG.log(System.Logger.Level.INFO, "the files of notes and memory are kept again");
            }
        }

        private static Optional<String> attempt(Runnable deed) {
            try {
                deed.run();
                return Optional.empty();
            } catch (FilesException | StoreException failed) {
                return Optional.of(String.valueOf(failed.getMessage()));
            }
        }

        synchronized Optional<String> trouble() {
            return trouble;
        }
    }

    /** Begins to follow what happens. */
    public void start() {
        if (place.isPresent()) {
            rooms.journal().listen(listener);
        }
    }

    /** On the store's thread: only hands over. */
    private void note(RecordedFact fact) {
        boolean concerns =
                fact.fact().kind().startsWith("note.") || fact.fact().kind().startsWith("memory.");
        ProjectId project = new ProjectId(fact.scope());
        if (concerns && waiting.add(project)) {
            rooms.outside().background().run("keeping the files of notes and memory", () -> {
                waiting.remove(project);
                sync(project);
            });
        }
    }

    /**
     * Looks at the files of every project in which somebody lives. To be called every few seconds while somebody does; never throws
     * for what the store or a disk may do.
     */
    public void look() {
        try {
            place.ifPresent(where -> rooms.store()
                    .read(tx -> rooms.instances().livingOfHost(tx, where.host()).stream()
                            .map(Instance::project)
                            .collect(Collectors.toSet()))
                    .forEach(this::sync));
        } catch (StoreException broken) {
            LOG.log(System.Logger.Level.WARNING, "the files of notes and memory wait: " + broken.getMessage());
        }
    }

    /** Looks at the files of the project of a folder, before a session there is told what is in them. */
    public void look(Path directory) {
        if (place.isPresent()) {
            Ground ground = rooms.grounds().directory(directory);
            rooms.store()
                    .read(tx -> rooms.projects().look(tx, ground))
                    .map(Standing::project)
                    .ifPresent(this::sync);
        }
    }

    private void sync(ProjectId project) {
        place.ifPresent(where ->
                kept.computeIfAbsent(project, _ -> kept(where, project)).sync());
    }

    private Kept kept(Place where, ProjectId project) {
        String slug = rooms.store()
                .read(tx -> rooms.notes().slug(tx, project))
                .orElseGet(() -> rooms.store()
                        .write(tx -> rooms.notes().place(tx, rooms.projects().enter(tx, project))));
        return new Kept(
                new NotesFile(rooms, where, project, where.notes(slug)),
                new MemoryFile(rooms, where, project, where.memory(slug)));
    }

    /** What {@code doctor} is told of the project of a folder. */
    public Look state(Path directory) {
        Ground ground = rooms.grounds().directory(directory);
        Optional<Standing> standing = rooms.store().read(tx -> rooms.projects().look(tx, ground));
        String slug = standing.flatMap(known ->
                        rooms.store().read(tx -> rooms.notes().slug(tx, known.project())))
                .orElseGet(
                        () -> Notes.slugOf(String.valueOf(ground.primaryRoot().getFileName())));
        if (place.isEmpty()) {
            return new Look(
                    "notes and memory of this project go by the name " + slug + "; no files are kept of them", "");
        }
        String files = place.get().notes(slug) + " and " + place.get().memory(slug);
        return standing.flatMap(known -> Optional.ofNullable(kept.get(known.project())))
                .flatMap(Kept::trouble)
                .map(trouble -> new Look(
                        "the files of notes and memory are out of date: " + trouble,
                        "correct the file, or move it away; notes and memory themselves do not need it"))
                .orElseGet(() -> new Look("notes and memory of this project are in " + files, ""));
    }

    @Override
    public void close() {
        rooms.journal().forget(listener);
    }
}
