package dev.tutti.testing;

import dev.tutti.decisions.Decisions;
import dev.tutti.flows.FlowSettings;
import dev.tutti.flows.Flows;
import dev.tutti.flows.Rooms;
import dev.tutti.instances.Instances;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.id.Ids;
import dev.tutti.kernel.journal.Journal;
import dev.tutti.kernel.lease.HostLeases;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.kernel.store.Store;
import dev.tutti.locks.Hold;
import dev.tutti.locks.Locks;
import dev.tutti.locks.OtherTree;
import dev.tutti.messages.Messages;
import dev.tutti.notes.Notes;
import dev.tutti.notices.Notices;
import dev.tutti.pool.Pool;
import dev.tutti.projects.Grounds;
import dev.tutti.projects.Projects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A daemon's insides on a real store, with a clock, processes, repositories and files that are moved by hand. What it would
 * do in the background waits until {@link #settle}. For one thread.
 */
public final class Stage {

    private static final Duration HOST_TTL = Duration.ofMinutes(10);

    private final HandTicker ticker;
    private final Ids ids;
    private final Path folder;
    private final FakeProcesses processes = new FakeProcesses();
    private final FakeGit git = new FakeGit();
    private final FakeFileLooks files = new FakeFileLooks();
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final List<String> inboxes = new ArrayList<>();
    private UnaryOperator<FlowSettings> adjust;
    private Rooms rooms;
    private FlowSettings settings;
    private Flows flows;

    /** A daemon with the default settings, whose store is checked after the test. */
    public Stage(StoreFixture fixture) {
        this(fixture, UnaryOperator.identity());
    }

    /** @param adjust makes the settings from the default ones */
    public Stage(StoreFixture fixture, UnaryOperator<FlowSettings> adjust) {
        this(fixture.ticker(), fixture.ids(), fixture.folder(), adjust, fixture.store());
        Invariants invariants = new Invariants(() -> rooms.store());
        fixture.afterwards(invariants::check);
    }

    /** A daemon on any store. */
    public Stage(HandTicker ticker, Ids ids, Path folder, UnaryOperator<FlowSettings> adjust, Store store) {
        this.ticker = ticker;
        this.ids = ids;
        this.folder = real(folder);
        this.adjust = adjust;
        this.rooms = rooms(store);
        this.settings = settings(store);
        this.flows = new Flows(rooms, settings, (_, _) -> {}, "machine");
    }

    /** The next daemon begins on {@code store}, with nothing in memory. */
    public void restart(Store store, Duration downtime) {
        background.clear();
        rooms = rooms(store);
        store.write(tx -> {
            rooms.locks().extendTerms(tx, downtime);
            rooms.instances().extendTerms(tx, downtime);
            return downtime;
        });
        settings = settings(store);
        flows = new Flows(rooms, settings, (_, _) -> {}, "machine");
    }

    /** From now on the daemon has other settings, made from the default ones; it remembers nothing else. */
    public void adjust(UnaryOperator<FlowSettings> other) {
        adjust = other;
        settings = settings(rooms.store());
        flows = new Flows(rooms, settings, (_, _) -> {}, "machine");
    }

    /** Does what would be done in the background; after it nothing waits. */
    public void settle() {
        while (!background.isEmpty()) {
            background.poll().run();
        }
    }

    /** Looks once after the living, and does what follows. */
    public void look() {
        flows.watch().look();
        settle();
    }

    /** A repository in a folder of that name. */
    public GitPlace repository(String name) {
        return git.repository(made(name));
    }

    /** A linked tree in a folder of that name. */
    public GitPlace worktree(GitPlace main, String name) {
        return git.worktree(main, made(name), name);
    }

    /** Somebody commits all of a tree: every path is clean, and git's own files have moved. */
    public void commit(GitPlace place, String hash) {
        git.commit(place, hash, files.below(place.root()));
        files.write(place.gitDir().resolve("index"), hash);
        files.write(place.gitDir().resolve("logs/HEAD"), hash);
    }

    /** A session in a process of its own, which has not been heard of yet. */
    public Actor actor(String session, long pid, GitPlace place) {
        return actor(session, pid, place.root());
    }

    /** The same in any folder. */
    public Actor actor(String session, long pid, Path directory) {
        processes.start(pid);
        return new Actor(this, session, pid, directory);
    }

    /** What was said into inboxes of hosts, as {@code PATH: TEXT}. */
    public List<String> inboxes() {
        return List.copyOf(inboxes);
    }

    private boolean said(Path inbox, String text) {
        return inboxes.add(inbox + ": " + text);
    }

    public Flows flows() {
        return flows;
    }

    public Rooms rooms() {
        return rooms;
    }

    public FlowSettings settings() {
        return settings;
    }

    public FakeProcesses processes() {
        return processes;
    }

    public FakeGit git() {
        return git;
    }

    public FakeFileLooks files() {
        return files;
    }

    public HandTicker ticker() {
        return ticker;
    }

    /** A folder that is there. */
    public Path made(String name) {
        try {
            return real(Files.createDirectories(folder.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Rooms rooms(Store store) {
        Journal journal = new Journal();
        Grounds grounds = new Grounds(git, new PathKeys());
        HostLeases hosts = new HostLeases(HOST_TTL);
        Instances instances = new Instances(journal, processes, ids);
        Projects projects = new Projects(grounds, ids, processes.self().machine());
        return new Rooms(
                store,
                journal,
                grounds,
                projects,
                instances,
                new Locks(journal, instances, hosts),
                new Notices(),
                new Pool(journal),
                new Decisions(journal),
                new Messages(journal),
                new Notes(journal, projects, ids),
                hosts,
                new Rooms.Outside(git, files, processes, ticker, (_, work) -> background.add(work), this::said));
    }

    private FlowSettings settings(Store store) {
        long host = store.write(tx -> rooms.hosts().enter(tx, processes.self().machine(), "home", "daemon"));
        return adjust.apply(
                new FlowSettings(host, Hold.TASK, false, OtherTree.WARN, Duration.ofMinutes(5), Duration.ofMinutes(5)));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
