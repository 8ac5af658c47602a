package dev.tutti.projects;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.id.Ids;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.ProjectTable.Seat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which project and tree a ground is. Every verb works in the caller's transaction; safe from any thread. */
public final class Projects {

    private static final System.Logger LOG = System.getLogger(Projects.class.getName());

    private final ProjectTable table = new ProjectTable();
    private final Grounds grounds;
    private final Ids ids;
    private final String machine;

    /** @param machine the id of this machine, since paths mean nothing on another */
    public Projects(Grounds grounds, Ids ids, String machine) {
        this.grounds = requireNonNull(grounds, "grounds");
        this.ids = requireNonNull(ids, "ids");
        this.machine = requireNonNull(machine, "machine");
    }

    /** What is known of a ground; empty when nothing of Tutti happened there yet. Writes nothing. */
    public Optional<Standing> find(Tx tx, Ground ground) {
        return seat(tx, ground).map(Seat::standing);
    }

    /**
     * What is known of a ground's project, for looking only: also of a tree in which nothing happened yet while something did in
     * another. Such a standing names a tree that no row, and so no lock, has. Writes nothing.
     */
    public Optional<Standing> look(Tx tx, Ground ground) {
        return find(tx, ground)
                .or(() -> table.byAlias(tx, "place", place(ground.projectKey()))
                        .flatMap(project -> table.standing(tx, project, TreeId.NONE_YET))
                        .filter(standing -> agrees(ground, standing)));
    }

    /**
     * The standing of a ground, registered now if it was not known.
     *
     * @param remote by what the repository is recognised on other machines, see {@link Grounds#remote}
     */
    public Standing settle(Tx tx, Ground ground, Optional<String> remote) {
        Optional<Seat> known = seat(tx, ground);
        if (known.isPresent()) {
            Standing standing = known.get().standing();
            if (!known.get().path().equals(ground.root().toString())) {
                table.setPath(tx, standing.tree(), ground.root().toString());
            }
            return standing;
        }
        ProjectId project = project(tx, ground, remote);
        carryTrees(tx, project, ground);
        table.putAlias(tx, project, "place", place(ground.projectKey()));
        remote.ifPresent(value -> table.putAliasUnlessTaken(tx, project, "remote", value));
        table.putTree(tx, project, ids.uuid(), machine, ground);
        return table.seat(tx, machine, ground.treeKey()).orElseThrow().standing();
    }

    /** Takes the project's row until the transaction ends. */
    public Monitor enter(Tx tx, ProjectId project) {
        table.lock(tx, project);
        return new HeldProject(project, table);
    }

    public Optional<Tree> tree(Tx tx, TreeId id) {
        return table.tree(tx, id);
    }

    public List<Tree> trees(Tx tx, ProjectId project) {
        return table.trees(tx, project);
    }

    /** Every project the store knows. */
    public List<ProjectId> all(Tx tx) {
        return table.all(tx);
    }

    /** The name of a project for people. */
    public String name(Tx tx, ProjectId project) {
        return table.name(tx, project);
    }

    private Optional<Seat> seat(Tx tx, Ground ground) {
        return table.seat(tx, machine, ground.treeKey()).filter(seat -> agrees(ground, seat.standing()));
    }

    private static boolean agrees(Ground ground, Standing standing) {
        return ground.marker().isEmpty() || ground.marker().get().equals(standing.publicId());
    }

    private ProjectId project(Tx tx, Ground ground, Optional<String> remote) {
        if (ground.marker().isPresent()) {
            return marked(tx, ground, ground.marker().get());
        }
        Optional<ProjectId> byPlace = table.byAlias(tx, "place", place(ground.projectKey()));
        if (byPlace.isPresent()) {
            return byPlace.get();
        }
        return remote.flatMap(value -> table.byAlias(tx, "remote", value))
                .orElseGet(() -> createUnlessMet(tx, ground, remote));
    }

    /** A repository that carries an id: the project of that id, unless it is a copy of one that still is elsewhere. */
    private ProjectId marked(Tx tx, Ground ground, String marker) {
        Optional<ProjectId> known = table.byPublicId(tx, marker);
        if (known.isEmpty()) {
            return table.create(tx, marker, ground);
        }
        boolean copy = formerPlaces(tx, known.get(), ground).anyMatch(key -> grounds.isLiving(key, marker));
        if (!copy) {
            return known.get();
        }
        // Whatever it holds by now counts: this work may run more than once.
        String own = grounds.remark(ground, marker, ids.uuid());
        return table.byPublicId(tx, own).orElseGet(() -> ofCopy(tx, own, marker, ground));
    }

    private ProjectId ofCopy(Tx tx, String own, String marker, Ground ground) {
        tx.afterCommit(() -> LOG.log(
                System.Logger.Level.INFO,
                "the repository at " + ground.root() + " is a copy of one that still is elsewhere (project " + marker
                        + "); it is a project of its own, " + own));
        return table.create(tx, own, ground);
    }

    /** Where else on this machine the project was seen. */
    private Stream<String> formerPlaces(Tx tx, ProjectId project, Ground ground) {
        return table.aliases(tx, project, "place").stream()
                .filter(value -> value.startsWith(machine + ":"))
                .map(value -> value.substring(machine.length() + 1))
                .filter(key -> !key.equals(ground.projectKey()));
    }

    /**
     * A repository that was moved took its trees along: they stay the trees they were, with their locks. One that still is
     * where it was is another clone and keeps its own.
     */
    private void carryTrees(Tx tx, ProjectId project, Ground ground) {
        if (ground.kind() != Ground.Kind.REPOSITORY || !ground.treeKey().startsWith(ground.projectKey())) {
            return;
        }
        String within = ground.treeKey().substring(ground.projectKey().length());
        formerPlaces(tx, project, ground)
                .filter(key -> !grounds.stands(key))
                .forEach(key -> table.carryTree(tx, project, machine, key + within, ground));
    }

    /**
     * A new project, or that of another daemon which meets the same repository at this moment: whoever comes second waits
     * at the alias until the first has committed, and must not make one project into two.
     */
    private ProjectId createUnlessMet(Tx tx, Ground ground, Optional<String> remote) {
        ProjectId made = table.create(tx, ids.uuid(), ground);
        ProjectId first = claim(tx, made, "place", place(ground.projectKey()));
        if (first.equals(made) && remote.isPresent()) {
            first = claim(tx, made, "remote", remote.get());
        }
        if (!first.equals(made)) {
            table.removeNew(tx, made);
        }
        return first;
    }

    /** Whose an alias is once this project has asked for it. */
    private ProjectId claim(Tx tx, ProjectId project, String kind, String value) {
        table.putAliasUnlessTaken(tx, project, kind, value);
        return table.byAlias(tx, kind, value).orElseThrow();
    }

    private String place(String projectKey) {
        return machine + ":" + projectKey;
    }

    /** The only monitor: made when the row was taken. */
    private record HeldProject(ProjectId project, ProjectTable table) implements Monitor {

        @Override
        public long id() {
            return project.value();
        }

        @Override
        public long nextSeq(Tx tx) {
            return table.nextSeq(tx, project);
        }

        @Override
        public long nextFence(Tx tx) {
            return table.nextFence(tx, project);
        }
    }
}
