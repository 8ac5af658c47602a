package dev.tutti.daemon;

import dev.tutti.agents.claude.ClaudeCodec;
import dev.tutti.agents.claude.ClaudeInbox;
import dev.tutti.cli.Cli;
import dev.tutti.cli.Desk;
import dev.tutti.decisions.Decisions;
import dev.tutti.files.DecisionBranch;
import dev.tutti.files.DocumentShapes;
import dev.tutti.files.Documents;
import dev.tutti.files.WorkflowFiles;
import dev.tutti.flows.Flows;
import dev.tutti.flows.Rooms;
import dev.tutti.http.HookDoor;
import dev.tutti.http.VerbDoor;
import dev.tutti.instances.Instances;
import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.files.DiskFiles;
import dev.tutti.kernel.files.DiskLineFiles;
import dev.tutti.kernel.files.DiskSharedFiles;
import dev.tutti.kernel.git.SystemGit;
import dev.tutti.kernel.git.Untracked;
import dev.tutti.kernel.home.ClosedPaths;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.home.MissedLines;
import dev.tutti.kernel.home.Resident;
import dev.tutti.kernel.id.Ids;
import dev.tutti.kernel.id.RandomIds;
import dev.tutti.kernel.journal.Journal;
import dev.tutti.kernel.journal.Retention;
import dev.tutti.kernel.lease.HostLeases;
import dev.tutti.kernel.path.DiskLooks;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.kernel.process.HostName;
import dev.tutti.kernel.process.ProcessIdentity;
import dev.tutti.kernel.process.Processes;
import dev.tutti.kernel.process.Programs;
import dev.tutti.kernel.process.SystemProcesses;
import dev.tutti.kernel.socket.UnixSockets;
import dev.tutti.kernel.store.Opened;
import dev.tutti.kernel.store.Owner;
import dev.tutti.kernel.store.Store;
import dev.tutti.kernel.store.StoreException;
import dev.tutti.kernel.store.Stores;
import dev.tutti.kernel.time.SystemTicker;
import dev.tutti.kernel.time.Ticker;
import dev.tutti.locks.Locks;
import dev.tutti.messages.Messages;
import dev.tutti.notes.Notes;
import dev.tutti.notices.Notices;
import dev.tutti.pool.Pool;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Grounds;
import dev.tutti.projects.Projects;
import dev.tutti.projects.Tree;
import dev.tutti.worktrees.Worktrees;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Puts the rooms, flows and doors together. */
final class Wiring {

    private static final System.Logger LOG = System.getLogger("dev.tutti.daemon");

    private Wiring() {}

    static Ensemble open(Resident resident, Configuration configuration) {
        Ticker ticker = new SystemTicker();
        Ids ids = new RandomIds();
        Processes processes = SystemProcesses.detect();
        ProcessIdentity self = processes.self();
        String daemon = resident.entry().daemon();
        Opened opened = new Stores(new Owner(self.machine(), self.boot(), daemon), ticker, ids)
                .open(StorePlace.of(resident.home(), configuration));
        report(opened);
        Rooms rooms = rooms(opened.store(), configuration, new Ports(ticker, ids, processes));
        long host = rooms.store().write(tx -> {
            rooms.locks().extendTerms(tx, opened.report().downtime());
            rooms.instances().extendTerms(tx, opened.report().downtime());
            return rooms.hosts()
                    .enter(tx, self.machine(), resident.home().root().toString(), daemon);
        });
        ProjectSettings settings = projectSettings(resident.home(), configuration, host);
        SessionEnvironment environment = new SessionEnvironment();
        Flows flows = new Flows(rooms, settings, environment, HostName.current());
        inBackground("reading the projects' settings", () -> learn(rooms, settings));
        Documents documents = documents(rooms, flows, host, new Given(resident, configuration));
        environment.onPath(documents::onPath);
        Adoption adoption = new Adoption(new MissedLines(resident.home()), flows.missedEvents());
        adoption.adopt();
        Heartbeat heartbeat = new Heartbeat(
                rooms,
                flows.watch(),
                new Heartbeat.Lease(host, daemon),
                new Heartbeat.Chores(adoption, documents.workflows()::look, retention(rooms, configuration)));
        Desk desk = new Desk(
                rooms,
                flows,
                resident,
                configuration,
                settingsFiles(resident, rooms.outside()),
                documents,
                userHome(),
                heartbeat::poke);
        return new Served(rooms, flows, heartbeat, desk);
    }

    private static ProjectSettings projectSettings(Home home, Configuration configuration, long host) {
        return new ProjectSettings(
                new DiskLooks(),
                configuration,
                host,
                new ProjectSettings.Launchers(new ClosedPaths(home), Wiring::inBackground));
    }

    /** Launchers must know what fails closed in every tree that was ever seen, before anybody comes there again. */
    private static void learn(Rooms rooms, ProjectSettings settings) {
        List<Tree> trees = rooms.store()
                .read(tx -> rooms.projects().all(tx).stream()
                        .flatMap(project -> rooms.projects().trees(tx, project).stream())
                        .toList());
        for (Tree tree : trees) {
            Ground ground = rooms.grounds().directory(Path.of(tree.path()));
            if (ground.root().toString().equals(tree.path())) {
                settings.on(ground);
            }
        }
        settings.tellLaunchers();
    }

    /** What a daemon is started with. */
    private record Given(Resident resident, Configuration configuration) {}

    private static Documents documents(Rooms rooms, Flows flows, long host, Given given) {
        DocumentShapes.Machine machine = new DocumentShapes.Machine(
                System.getProperty("os.name", "unknown"), System.getProperty("user.name", "unknown"), host);
        Documents documents = new Documents(
                rooms,
                flows.overview(),
                new Documents.Disk(new DiskFiles(), new DiskLineFiles()),
                new Documents.Setup(
                        given.resident().home().root(),
                        given.configuration().get(Settings.PROJECTIONS).equals("on"),
                        new Documents.User(
                                userHome(),
                                given.configuration().get(Settings.USER_POOL).equals("on")),
                        machine,
                        workflows(given.configuration(), host)));
        documents.start();
        String branch = given.configuration().get(Settings.DECISION_BRANCH);
        if (!branch.isEmpty()) {
            new DecisionBranch(rooms, new Worktrees(new Programs(), System.getenv()), branch).start();
        }
        return documents;
    }

    /** The documents' folder for all projects of the user, if it is asked for. */
    private static Optional<WorkflowFiles.Place> workflows(Configuration configuration, long host) {
        return configuration.get(Settings.NOTE_FILES).equals("on")
                ? Optional.of(new WorkflowFiles.Place(
                        userHome().toAbsolutePath().resolve(".claude/workflows"),
                        new DiskSharedFiles(),
                        new DiskLooks(),
                        host))
                : Optional.empty();
    }

    private static Retention retention(Rooms rooms, Configuration configuration) {
        return new Retention(
                rooms.store(),
                rooms.journal(),
                Duration.ofDays(configuration.get(Settings.JOURNAL_DAYS)),
                configuration.get(Settings.JOURNAL_MEGABYTES) << 20);
    }

    /** What of the machine the rooms see. */
    private record Ports(Ticker ticker, Ids ids, Processes processes) {}

    private static Rooms rooms(Store store, Configuration configuration, Ports ports) {
        Journal journal = new Journal();
        SystemGit git = new SystemGit();
        Grounds grounds = new Grounds(git, new PathKeys());
        HostLeases hosts = new HostLeases(configuration.get(Settings.HOST_TTL));
        Instances instances = new Instances(journal, ports.processes(), ports.ids());
        Projects projects =
                new Projects(grounds, ports.ids(), ports.processes().self().machine());
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
                new Notes(journal, projects, ports.ids()),
                hosts,
                new Rooms.Outside(
                        git,
                        new DiskLooks(),
                        ports.processes(),
                        ports.ticker(),
                        Wiring::inBackground,
                        new ClaudeInbox(new UnixSockets())));
    }

    private static dev.tutti.agents.claude.settings.Wiring settingsFiles(Resident resident, Rooms.Outside outside) {
        return new dev.tutti.agents.claude.settings.Wiring(
                new DiskFiles(), resident.home().root(), new Untracked(outside.git(), outside.ticker()));
    }

    /** The home that the person's shell names; the account's own may be another, and is never touched then. */
    private static Path userHome() {
        String named = System.getenv().getOrDefault("HOME", "");
        return Path.of(named.isEmpty() ? System.getProperty("user.home", "/") : named);
    }

    private static void inBackground(String what, Runnable work) {
        Thread.ofVirtual().name(what).start(() -> {
            try {
                work.run();
            } catch (RuntimeException broken) {
                LOG.log(System.Logger.Level.WARNING, what + " failed", broken);
            }
        });
    }

    private static void report(Opened opened) {
        opened.report()
                .keptAside()
                .ifPresent(aside -> LOG.log(
                        System.Logger.Level.ERROR,
                        "the store was damaged; it is kept at " + aside + ", a new one began"));
        opened.report()
                .migratedFrom()
                .ifPresent(from -> LOG.log(
                        System.Logger.Level.INFO,
                        "store schema brought from " + from + " to "
                                + opened.report().schema()));
    }

    /** Everything open, behind its doors. */
    private record Served(Rooms rooms, Flows flows, Heartbeat heartbeat, Desk desk) implements Ensemble {

        @Override
        public HookDoor hooks() {
            return new HookAnswers(
                    new ClaudeCodec(),
                    flows,
                    rooms.outside().ticker(),
                    new HookAnswers.Around(desk.documents().workflows()::look, heartbeat::poke));
        }

        @Override
        public VerbDoor verbs() {
            return new Cli(desk);
        }

        @Override
        public int liveInstances() {
            return flows.watch().living();
        }

        @Override
        public void close() {
            heartbeat.close();
            desk.documents().close();
            settleClocks();
            rooms.store().close();
        }

        /** A jump of the clock that nobody met yet would be taken for time that was spent. */
        private void settleClocks() {
            try {
                flows.settleClocks();
            } catch (StoreException broken) {
                LOG.log(System.Logger.Level.WARNING, "the store is closed without a last look: " + broken.getMessage());
            }
        }
    }
}
