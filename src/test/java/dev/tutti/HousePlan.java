package dev.tutti;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plan of the house that the code is held to. A new arrow, room or exception is decided (docs/adr) before it is written
 * here; exceptions only ever leave.
 */
final class HousePlan {

    private HousePlan() {}

    /** The packages that own tables and are entered through one service; each may use another's id records only. */
    static final Set<String> ROOMS = Set.of(
            "locks",
            "notices",
            "pool",
            "decisions",
            "messages",
            "notes",
            "work",
            "streams",
            "sessions",
            "attention",
            "worktrees",
            "guards");

    /** Packages kept as rooms are, that every room may use. */
    static final Set<String> GROUND = Set.of("projects", "instances");

    private static final List<String> OF_A_ROOM = List.of("kernel.*", "projects", "instances");
    private static final List<String> OF_A_DOOR =
            List.of("kernel.*", "projects", "instances", "ROOMS", "flows", "agents", "agents.claude");

    /** Who may use whom: {@code x.*} is all packages under x, ROOMS all rooms, {@code *} everything. */
    static final Map<String, List<String>> ARROWS = Map.ofEntries(
            entry("kernel.time", List.of()),
            entry("kernel.id", List.of()),
            entry("kernel.text", List.of("kernel.time")),
            entry("kernel.config", List.of()),
            entry("kernel.glob", List.of()),
            entry("kernel.files", List.of()),
            entry("kernel.path", List.of("kernel.time")),
            entry("kernel.log", List.of("kernel.time")),
            entry("kernel.process", List.of("kernel.time")),
            entry("kernel.home", List.of("kernel.time", "kernel.id", "kernel.files", "kernel.process")),
            entry("kernel.git", List.of("kernel.time", "kernel.path", "kernel.process")),
            entry("kernel.socket", List.of()),
            entry("kernel.store", List.of("kernel.time", "kernel.id", "kernel.process")),
            entry("kernel.journal", List.of("kernel.time", "kernel.store", "kernel.text")),
            entry("kernel.lease", List.of("kernel.time", "kernel.id", "kernel.process", "kernel.store")),
            entry("projects", List.of("kernel.*")),
            entry("instances", List.of("kernel.*", "projects")),
            entry("ROOMS", OF_A_ROOM),
            entry("agents", List.of("kernel.*")),
            entry("agents.claude", List.of("kernel.*", "agents", "agents.claude.settings")),
            entry("agents.claude.settings", List.of("kernel.*", "agents")),
            entry("flows", List.of("kernel.*", "projects", "instances", "ROOMS", "agents")),
            entry("files", OF_A_DOOR),
            entry("http", OF_A_DOOR),
            entry(
                    "cli",
                    List.of(
                            "kernel.*",
                            "projects",
                            "instances",
                            "ROOMS",
                            "flows",
                            "agents",
                            "agents.claude",
                            "agents.claude.settings",
                            "files",
                            "http")),
            entry("client", List.of("kernel.time", "kernel.home")),
            entry("daemon", List.of("*")));

    /**
     * A member of the platform that only some code may use.
     *
     * @param owners the classes that have it
     * @param members the methods and fields meant; empty for all
     * @param instead what to use
     * @param allowed the packages that are the port to it, with those under them
     */
    record Ban(Set<String> owners, Set<String> members, String instead, Set<String> allowed) {
        boolean covers(CompiledType.Member member) {
            return owners.contains(member.owner()) && (members.isEmpty() || members.contains(member.name()));
        }
    }

    static final List<Ban> BANS = List.of(
            new Ban(
                    Set.of(
                            "java.time.Instant",
                            "java.time.LocalDate",
                            "java.time.LocalTime",
                            "java.time.LocalDateTime",
                            "java.time.OffsetDateTime",
                            "java.time.ZonedDateTime"),
                    Set.of("now"),
                    "kernel.time.Ticker, or Tx.now() in a transaction",
                    Set.of("kernel.time")),
            new Ban(
                    Set.of("java.lang.System"),
                    Set.of("currentTimeMillis", "nanoTime"),
                    "kernel.time.Ticker",
                    Set.of("kernel.time")),
            new Ban(
                    Set.of("java.time.Clock"),
                    Set.of("systemUTC", "systemDefaultZone", "system"),
                    "kernel.time.Ticker",
                    Set.of("kernel.time")),
            new Ban(
                    Set.of("java.util.Date", "java.util.Calendar"),
                    Set.of(),
                    "java.time and kernel.time.Ticker",
                    Set.of()),
            new Ban(
                    Set.of(
                            "java.util.Random",
                            "java.security.SecureRandom",
                            "java.util.SplittableRandom",
                            "java.util.concurrent.ThreadLocalRandom",
                            "java.util.random.RandomGenerator"),
                    Set.of(),
                    "kernel.id.Ids",
                    Set.of("kernel.id")),
            new Ban(Set.of("java.lang.Math"), Set.of("random"), "kernel.id.Ids", Set.of("kernel.id")),
            new Ban(Set.of("java.util.UUID"), Set.of("randomUUID"), "kernel.id.Ids", Set.of("kernel.id")),
            new Ban(
                    Set.of("java.lang.System"),
                    Set.of("getenv", "getProperty", "getProperties", "setProperty"),
                    "a value handed down from daemon.Main",
                    Set.of("kernel", "daemon", "client")),
            new Ban(
                    Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit"),
                    Set.of("sleep"),
                    "a signal that is awaited with a kernel.time.Deadline",
                    Set.of()),
            new Ban(
                    Set.of("java.util.concurrent.locks.LockSupport"),
                    Set.of("parkNanos", "parkUntil"),
                    "a signal that is awaited with a kernel.time.Deadline",
                    Set.of()),
            new Ban(
                    Set.of("java.lang.ProcessBuilder", "java.lang.Process", "java.lang.ProcessHandle"),
                    Set.of(),
                    "kernel.process.Processes, kernel.process.Programs or kernel.git.Git",
                    Set.of("kernel.process", "kernel.git", "client")),
            new Ban(
                    Set.of("java.lang.Runtime"),
                    Set.of("exec"),
                    "kernel.process.Processes, kernel.process.Programs or kernel.git.Git",
                    Set.of("kernel.process", "kernel.git")),
            new Ban(
                    Set.of(
                            "java.nio.file.Files",
                            "java.io.File",
                            "java.io.FileInputStream",
                            "java.io.FileOutputStream",
                            "java.io.FileReader",
                            "java.io.FileWriter",
                            "java.io.RandomAccessFile"),
                    Set.of(),
                    "a kernel port (kernel.files, kernel.home, kernel.path, kernel.git)",
                    Set.of("kernel", "client")),
            new Ban(
                    Set.of("java.nio.channels.FileChannel"),
                    Set.of("open"),
                    "a kernel port (kernel.files, kernel.home)",
                    Set.of("kernel")),
            new Ban(
                    Set.of("java.lang.System"),
                    Set.of("out", "err", "in", "console"),
                    "System.Logger, or the streams a command is handed",
                    Set.of("daemon", "client")),
            new Ban(
                    Set.of("java.lang.System", "java.lang.Runtime"),
                    Set.of("exit", "halt"),
                    "an outcome that daemon.Main turns into an exit code",
                    Set.of("daemon", "client")));

    /** Types that may use a banned class all the same, as {@code package.Type Class}; nested types count as the one around them. */
    static final Map<String, String> CALL_EXCEPTIONS = Map.of(
            "daemon.Main ProcessHandle", "writes its own pid into the state file before anything is wired",
            "client.Pause LockSupport", "nobody signals when another process has started or ended",
            "daemon.Training Files", "makes and removes the throw-away home of the build's training run",
            "daemon.SessionEnvironment Files", "appends to the file that the host names for a session's shell",
            "http.Server System", "the JDK's HTTP server takes its bounds from system properties alone",
            "kernel.home.HomeLock LockSupport", "nobody signals when another process lets go of a file lock",
            "kernel.log.LogReader LockSupport", "follows a file; nobody signals when it grows",
            "kernel.store.PostgresStore LockSupport", "waits before a lost transaction is run again; nobody signals");

    /** What no code may call, whatever class it is called on. */
    static final Map<String, String> BANNED_EVERYWHERE =
            Map.of("printStackTrace", "System.Logger with the exception as its argument");

    /** Whose tables a migration makes, where its file's name is not the package's. */
    static final Map<String, String> TABLE_HOMES =
            Map.of("kernel", "kernel.store", "journal", "kernel.journal", "lease", "kernel.lease");

    /** Endings of type names that say nothing. */
    static final List<String> EMPTY_ENDINGS = List.of("Manager", "Helper", "Util", "Utils", "Impl", "Data");

    /** Types with such a name all the same, with the reason. */
    static final Map<String, String> NAMES_KEPT =
            Map.of("kernel.log.LogToFile$Manager", "is what java.util.logging calls its own");

    static final int METHOD_LINES_MAX = 60;

    static final int FILE_LINES_MAX = 400;

    /** Methods that are longer than they may be, as {@code package.Type.method}, with the lines they have. */
    static final Map<String, Integer> LONG_METHODS = Map.of();

    /** Files that are longer than they may be, with the reason. */
    static final Map<String, String> LONG_FILES = Map.of(
            "src/main/java/dev/tutti/locks/Locks.java", "every verb on grants, calls and waiters, in one service",
            "src/test/java/dev/tutti/flows/Simulation.java",
                    "one invented world, its witness and all that may happen in it",
            "src/test/java/dev/tutti/http/ServerTest.java", "one conversation per promise of the wire",
            "src/test/java/dev/tutti/kernel/store/SqliteStoreTest.java", "one story per way a file can be found");

    /** What a room's public types are named after, beside its service, which is named after the room. */
    static final List<String> PUBLIC_ENDINGS = List.of("Outcome", "Fact", "Id", "View");

    /** Public types of rooms that are none of these, with the reason. */
    static final Map<String, String> PUBLIC_BESIDES = Map.of(
            "instances.PresenceRules", "pure; flows judge by it from what several rooms know",
            "projects.Grounds", "looks at disk and git, which must be over before a transaction begins",
            "projects.PathLinks", "one SQL for every room that links things to paths, over that room's own table");
}
