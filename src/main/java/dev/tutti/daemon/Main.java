package dev.tutti.daemon;

import dev.tutti.http.Limits;
import dev.tutti.kernel.home.Build;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.home.HomeException;
import dev.tutti.kernel.home.StartCache;
import dev.tutti.kernel.home.StopCause;
import dev.tutti.kernel.home.StopReason;
import dev.tutti.kernel.id.RandomIds;
import dev.tutti.kernel.log.LogToFile;
import dev.tutti.kernel.log.Secrets;
import dev.tutti.kernel.time.SystemTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sqlite.util.OSInfo;

/**
 * The entry point of the resident process. Commands of people do not come here: the launcher sends them to the daemon.
 *
 * <p>{@code daemon} serves the home until it is stopped; {@code train} serves a throw-away home, asks itself what clients
 * usually ask, and ends; {@code version} prints which build this is.
 */
public final class Main {

    private static final int FAILED = 1;
    private static final int USAGE = 64;
    private static final Duration SIGNAL_PATIENCE = Duration.ofSeconds(8);
    private static final StartOutcome NOTHING_YET = new StartOutcome.ServedElsewhere();

    private Main() {}

    public static void main(String[] arguments) {
        String verb = arguments.length == 1 ? arguments[0] : "";
        pointToNativeLibrary();
        int code = switch (verb) {
            case "daemon" -> daemon(System.getenv());
            case "train" -> Training.run();
            case "version" -> version();
            default -> usage();
        };
        System.exit(code);
    }

    /** The database's native library lies unpacked beside the jar; looking for it inside costs a start 100 ms. */
    private static void pointToNativeLibrary() {
        String distribution = System.getProperty("tutti.dist", "");
        if (!distribution.isEmpty() && System.getProperty("org.sqlite.lib.path") == null) {
            String platform = OSInfo.getNativeLibFolderPathForCurrentOS();
            System.setProperty("org.sqlite.lib.path", distribution + "/native/org/sqlite/native/" + platform);
        }
    }

    private static int daemon(Map<String, String> environment) {
        try {
            Home home = Home.of(environment);
            home.open();
            return serve(home, environment);
        } catch (HomeException e) {
            return complain(String.valueOf(e.getMessage()));
        }
    }

    private static int serve(Home home, Map<String, String> environment) {
        Secrets secrets = new Secrets();
        LogToFile log = LogToFile.install(home.log(), new SystemTicker(), secrets);
        CompletableFuture<StartOutcome> outcome = new CompletableFuture<>();
        stopWithTheProcess(outcome);
        outcome.complete(new DaemonStart(home, surroundings(secrets), Wiring::open).start(environment, log::mayRotate));
        return switch (outcome.join()) {
            case StartOutcome.Serves serves -> {
                makeStartCache(home, environment);
                serves.daemon().serveUntilStopped();
                yield 0;
            }
            case StartOutcome.ServedElsewhere elsewhere -> 0;
            case StartOutcome.Failed failed -> complain(failed.text());
        };
    }

    /** For the next start, where this process runs from an installation that has none. */
    private static void makeStartCache(Home home, Map<String, String> environment) {
        String folder = System.getProperty("tutti.dist", "");
        Path jar = Path.of(folder, "tutti-" + Build.current().id() + ".jar");
        StartCache cache = StartCache.of(jar, home);
        if (!folder.isEmpty() && cache.find().isEmpty()) {
            Thread.ofVirtual().name("start-cache").start(() -> cache.make(environment));
        }
    }

    /** From before the first client can find it, so that a signal at any time ends it in order. */
    private static void stopWithTheProcess(CompletableFuture<StartOutcome> outcome) {
        Runnable stop = () -> {
            if (outcome.copy()
                            .completeOnTimeout(NOTHING_YET, SIGNAL_PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .join()
                    instanceof StartOutcome.Serves serves) {
                serves.daemon().askToStop(new StopReason(StopCause.SIGNAL, "the process was asked to end (SIGTERM)"));
                serves.daemon().awaitStopped(SIGNAL_PATIENCE);
            }
        };
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
    }

    static Surroundings surroundings(Secrets secrets) {
        return new Surroundings(
                new SystemTicker(),
                new RandomIds(),
                Build.current(),
                ProcessHandle.current().pid(),
                Limits.DEFAULT,
                secrets);
    }

    private static int version() {
        Build build = Build.current();
        System.out.println("tutti " + build.version() + " (build " + build.id() + ")");
        return 0;
    }

    private static int usage() {
        System.err.println("usage: java -jar tutti.jar daemon | train | version; people use the launcher `tutti`");
        return USAGE;
    }

    private static int complain(String text) {
        System.err.println("tutti: " + text);
        return FAILED;
    }
}
