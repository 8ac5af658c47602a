package dev.tutti.files;

import static java.util.Objects.requireNonNull;

import dev.tutti.decisions.Decision;
import dev.tutti.files.PlacingOutcome.Done;
import dev.tutti.files.PlacingOutcome.Nothing;
import dev.tutti.files.PlacingOutcome.Plan;
import dev.tutti.files.PlacingOutcome.Refused;
import dev.tutti.flows.Overview;
import dev.tutti.flows.Rooms;
import dev.tutti.kernel.files.LineFiles;
import dev.tutti.kernel.files.TextFiles;
import dev.tutti.projects.Ground;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The documents' commands and files in the repositories that were prepared for them. Safe from any thread. */
public final class Documents implements AutoCloseable {

    private final Rooms rooms;
    private final Placing placing;
    private final Projector projector;
    private final DocumentShapes shapes;
    private final boolean projecting;
    private final boolean everything;
    private final TextFiles files;
    private final WorkflowFiles workflows;

    /**
     * @param overview what the files show
     * @param files where they are written
     * @param setup what the daemon says
     */
    public Documents(Rooms rooms, Overview overview, Disk files, Setup setup) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.shapes = new DocumentShapes(setup.machine());
        this.files = files.texts();
        this.placing = new Placing(this.files, setup, rooms.outside().git());
        this.projector = new Projector(
                rooms,
                overview,
                new Projector.Disk(this.files, files.lines(), setup.user().poolLines()),
                shapes);
        this.projecting = setup.projecting();
        this.everything = setup.user().pool();
        this.workflows = new WorkflowFiles(rooms, setup.workflows());
    }

    /** The machine's files. */
    public record Disk(TextFiles texts, LineFiles lines) {
        public Disk {
            requireNonNull(texts, "texts");
            requireNonNull(lines, "lines");
        }
    }

    /**
     * What the daemon says.
     *
     * @param home Tutti's own home, absolute
     * @param projecting whether files are kept in prepared repositories: {@code projections.files}
     * @param machine what is said of instances here
     * @param workflows where files of notes and memories are kept, if they are
     */
    public record Setup(
            Path home,
            boolean projecting,
            User user,
            DocumentShapes.Machine machine,
            Optional<WorkflowFiles.Place> workflows) {
        public Setup {
            requireNonNull(user, "user");
            requireNonNull(home, "home");
            requireNonNull(machine, "machine");
            requireNonNull(workflows, "workflows");
        }

        /** Without files of notes and memories. */
        public Setup(Path home, boolean projecting, User user, DocumentShapes.Machine machine) {
            this(home, projecting, user, machine, Optional.empty());
        }
    }

    /**
     * Whose repositories these are.
     *
     * @param home absolute
     * @param pool whether the pool of all projects is written there too: {@code projections.user_pool}
     */
    public record User(Path home, boolean pool) {
        public User {
            requireNonNull(home, "home");
        }

        Optional<Path> poolLines() {
            return pool ? Optional.of(new CoordinationFolder(home).poolLines()) : Optional.empty();
        }
    }

    /**
     * What {@code doctor} is told of one repository.
     *
     * @param next what to do, empty when nothing is wrong
     */
    public record Look(String text, String next) {
        public Look {
            requireNonNull(text, "text");
            requireNonNull(next, "next");
        }
    }

    /** Begins to keep the files of every prepared repository. */
    public void start() {
        if (projecting) {
            placing.records().forEach(record -> projector.add(record.root(), record.pool()));
        }
        if (projecting || everything) {
            projector.start();
        }
        workflows.start();
    }

    /** The files of notes and memories. */
    public WorkflowFiles workflows() {
        return workflows;
    }

    public DocumentShapes shapes() {
        return shapes;
    }

    /**
     * Writes a record of each decision into a folder, in place of what was written of it before; returns the files.
     *
     * @throws dev.tutti.kernel.files.FilesException when one cannot be written; those before it are
     */
    public List<Path> writeAdrs(Path folder, List<Decision> decisions) {
        List<Path> written = new ArrayList<>();
        for (Decision decision : decisions) {
            Path file = folder.resolve(AdrTexts.fileName(decision));
            files.replace(file, AdrTexts.text(decision), TextFiles.Audience.USUAL);
            written.add(file);
        }
        return written;
    }

    /** What preparing the repository of {@code directory} would do. */
    public PlacingOutcome plan(Path directory, Path launcher) {
        return placing.plan(ground(directory), launcher);
    }

    /** What taking all of it away would do. */
    public PlacingOutcome planUndo(Path directory) {
        return placing.planUndo(ground(directory));
    }

    /** Does what was planned: {@link Done}, {@link Refused}, never a plan. */
    public PlacingOutcome apply(Plan plan) {
        boolean undoes = plan.record().isEmpty();
        Optional<PlacedRecord> before = placing.record(plan.place());
        if (undoes) {
            before.ifPresent(record -> projector.remove(record.root(), record.pool()));
        }
        PlacingOutcome outcome = placing.apply(plan);
        if (projecting) {
            placing.record(plan.place()).ifPresent(record -> projector.add(record.root(), record.pool()));
        }
        return switch (outcome) {
            case Done _, Refused _ -> outcome;
            case Plan _, Nothing _ ->
                throw new IllegalStateException("a deed answered with a plan for " + plan.place());
        };
    }

    /** The folder of commands for the PATH of a session in {@code directory}; empty where nothing was prepared. */
    public Optional<Path> onPath(Path directory) {
        return placing.record(ground(directory).projectKey()).map(PlacedRecord::onPath);
    }

    /** What is to be said of the repository of {@code directory}; nothing where nothing was prepared. */
    public List<Look> look(Path directory) {
        Optional<PlacedRecord> record = placing.record(ground(directory).projectKey());
        return record.map(this::look).map(List::of).orElse(List.of());
    }

    private Look look(PlacedRecord record) {
        Path folder = new CoordinationFolder(record.root()).folder();
        Optional<Placing.Lost> lost = placing.lost(record);
        if (lost.isPresent()) {
            return new Look(
                    "of the documents' commands " + lost.get().file()
                            + (lost.get().changed() ? " was changed" : " is not there any more"),
                    (lost.get().changed() ? "remove it, then tutti init --compat" : "tutti init --compat")
                            + " puts it back; tutti uninit --compat takes the rest away");
        }
        return projector
                .trouble(record.root())
                .map(trouble -> new Look(
                        "the documents' files in " + folder + " are out of date: " + trouble,
                        "make the folder writable; hooks and locks do not need these files"))
                .orElseGet(() -> new Look(
                        "the documents' commands" + (projecting ? " and files" : "") + " are in " + folder, ""));
    }

    private Ground ground(Path directory) {
        return rooms.grounds().directory(directory);
    }

    @Override
    public void close() {
        projector.close();
        workflows.close();
    }
}
