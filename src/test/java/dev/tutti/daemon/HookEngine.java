package dev.tutti.daemon;

import dev.tutti.agents.claude.ClaudeCodec;
import dev.tutti.decisions.Decisions;
import dev.tutti.flows.FlowSettings;
import dev.tutti.flows.Flows;
import dev.tutti.flows.Rooms;
import dev.tutti.http.HookDoor;
import dev.tutti.instances.Instances;
import dev.tutti.kernel.git.SystemGit;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.home.MissedLines;
import dev.tutti.kernel.id.RandomIds;
import dev.tutti.kernel.journal.Journal;
import dev.tutti.kernel.journal.Retention;
import dev.tutti.kernel.lease.HostLeases;
import dev.tutti.kernel.path.DiskLooks;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.kernel.process.ProcessIdentity;
import dev.tutti.kernel.process.Processes;
import dev.tutti.kernel.process.SystemProcesses;
import dev.tutti.kernel.store.Owner;
import dev.tutti.kernel.store.SqliteSettings;
import dev.tutti.kernel.store.Store;
import dev.tutti.kernel.store.StoreCounts;
import dev.tutti.kernel.store.Stores;
import dev.tutti.kernel.time.SystemTicker;
import dev.tutti.kernel.time.Ticker;
import dev.tutti.locks.Hold;
import dev.tutti.locks.Locks;
import dev.tutti.locks.OtherTree;
import dev.tutti.messages.Messages;
import dev.tutti.notes.Notes;
import dev.tutti.notices.Notices;
import dev.tutti.pool.Pool;
import dev.tutti.projects.Grounds;
import dev.tutti.projects.Projects;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The hook path of a daemon without its server, on a real SQLite store: from the bytes that arrived to the bytes that go
 * back, with what the store was asked for it. Wired as {@link Wiring} does, with the default settings. Safe for any thread.
 */
public final class HookEngine implements AutoCloseable {

    private final Path folder;
    private final Store store;
    private final Rooms rooms;
    private final Flows flows;
    private final String daemon;
    private final long host;
    private final HookDoor door;

    private HookEngine(Path folder, Store store, Rooms rooms, String daemon) {
        this.folder = folder;
        this.store = store;
        this.rooms = rooms;
        this.daemon = daemon;
        this.host = store.write(tx -> rooms.hosts().enter(tx, "machine", "home", daemon));
        Duration handTtl = Settings.LOCKS_DEFAULT_TTL.initial();
        Duration liveFor = Settings.LIVE_FOR.initial();
        this.flows = new Flows(
                rooms,
                new FlowSettings(host, Hold.TASK, false, OtherTree.WARN, handTtl, liveFor),
                new SessionEnvironment(),
                dev.tutti.kernel.process.HostName.current());
        this.door = new HookAnswers(
                new ClaudeCodec(), flows, rooms.outside().ticker(), new HookAnswers.Around(_ -> {}, () -> {}));
    }

    /** Opens one on a new database in {@code folder}. */
    public static HookEngine open(Path folder) {
        Ticker ticker = new SystemTicker();
        RandomIds ids = new RandomIds();
        Processes processes = SystemProcesses.detect();
        ProcessIdentity self = processes.self();
        String daemon = ids.uuid();
        Store store = new Stores(new Owner(self.machine(), self.boot(), daemon), ticker, ids)
                .open(SqliteSettings.at(folder.resolve("tutti.db")))
                .store();
        Journal journal = new Journal();
        SystemGit git = new SystemGit();
        Grounds grounds = new Grounds(git, new PathKeys());
        HostLeases hosts = new HostLeases(Settings.HOST_TTL.initial());
        Instances instances = new Instances(journal, processes, ids);
        Projects projects = new Projects(grounds, ids, self.machine());
        Rooms rooms = new Rooms(
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
                new Rooms.Outside(
                        git,
                        new DiskLooks(),
                        processes,
                        ticker,
                        (_, work) -> Thread.startVirtualThread(work),
                        (_, _) -> false));
        return new HookEngine(folder, store, rooms, daemon);
    }

    public Rooms rooms() {
        return rooms;
    }

    public Flows flows() {
        return flows;
    }

    public HookDoor door() {
        return door;
    }

    /** Looks after the living as a daemon does, beside the hooks; until closed. */
    public AutoCloseable heartbeat() {
        Adoption nothing = new Adoption(new MissedLines(new Home(folder)), flows.missedEvents());
        Retention retention = new Retention(store, rooms.journal(), Duration.ofDays(90), 200L << 20);
        Heartbeat heartbeat = new Heartbeat(
                rooms,
                flows.watch(),
                new Heartbeat.Lease(host, daemon),
                new Heartbeat.Chores(nothing, () -> {}, retention));
        heartbeat.poke();
        return heartbeat;
    }

    public StoreCounts counts() {
        return store.counts();
    }

    @Override
    public void close() {
        store.close();
    }
}
