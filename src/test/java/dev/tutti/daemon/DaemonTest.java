package dev.tutti.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.http.Limits;
import dev.tutti.http.WireClient;
import dev.tutti.kernel.home.Build;
import dev.tutti.kernel.home.DaemonEntry;
import dev.tutti.kernel.home.DaemonPhase;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.home.HomeLock;
import dev.tutti.kernel.home.Registry;
import dev.tutti.kernel.home.ServingState;
import dev.tutti.kernel.home.StopCause;
import dev.tutti.kernel.home.StopReason;
import dev.tutti.kernel.id.RandomIds;
import dev.tutti.kernel.log.Secrets;
import dev.tutti.kernel.time.SystemTicker;
import dev.tutti.kernel.time.Ticker;
import dev.tutti.testing.HandTicker;
import dev.tutti.testing.UnpackedTutti;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DaemonTest {

    private static final StopReason ASKED = new StopReason(StopCause.ASKED, "asked by a test");

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final FakeEnsemble ensemble = new FakeEnsemble();
    private final List<Daemon> daemons = new ArrayList<>();
    private Home home = new Home(Path.of("/none"));
    private Ticker ticker = new SystemTicker();
    private String version = "0.1.0";

    @BeforeEach
    void nameHome() {
        home = new Home(folder.resolve("home"));
    }

    @AfterEach
    void stopDaemons() {
        daemons.forEach(daemon -> daemon.askToStop(ASKED));
        threads.close();
        daemons.forEach(daemon ->
                assertThat(daemon.awaitStopped(Duration.ofSeconds(20))).isTrue());
    }

    private DaemonStart start(EnsembleFactory factory) {
        return new DaemonStart(
                home,
                new Surroundings(ticker, new RandomIds(), new Build(version, "b1"), 42, Limits.DEFAULT, new Secrets()),
                factory);
    }

    private StartOutcome start() {
        return start((resident, configuration) -> ensemble).start(Map.of(), () -> {});
    }

    private Daemon serving() {
        StartOutcome outcome = start();
        assertThat(outcome).isInstanceOf(StartOutcome.Serves.class);
        Daemon daemon = ((StartOutcome.Serves) outcome).daemon();
        daemons.add(daemon);
        return daemon;
    }

    private Future<StopReason> live(Daemon daemon) {
        return threads.submit(daemon::serveUntilStopped);
    }

    private static StopReason end(Future<StopReason> life) throws Exception {
        return life.get(20, TimeUnit.SECONDS);
    }

    private List<DaemonEntry> entries() {
        return new Registry(home).entries();
    }

    @Test
    void clientsFindItThroughTheStateFileAndAreAnswered() throws Exception {
        Daemon daemon = serving();
        Future<StopReason> life = live(daemon);

        ServingState found = ServingState.read(home).orElseThrow();
        WireClient.Answer answer = new WireClient(found).hook("claude", Map.of("PWD", "/"), "{}".getBytes(UTF_8));

        assertThat(answer.text()).isEqualTo("{}");
        assertThat(found.pid()).isEqualTo(42);
        assertThat(found.token()).matches("[0-9a-f]{32}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.state())))
                .isEqualTo("rw-------");
        daemon.askToStop(ASKED);
        assertThat(end(life)).isEqualTo(ASKED);
    }

    @Test
    void everyPhaseIsInTheRegistryWithTheFirstReason() throws Exception {
        Daemon daemon = serving();
        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.phase()).isEqualTo(DaemonPhase.SERVING);
            assertThat(entry.port()).isEqualTo(daemon.port());
        });
        Future<StopReason> life = live(daemon);

        daemon.askToStop(ASKED);
        daemon.askToStop(new StopReason(StopCause.SIGNAL, "too late"));
        end(life);

        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.phase()).isEqualTo(DaemonPhase.STOPPED);
            assertThat(entry.reason()).contains(ASKED);
        });
        assertThat(ensemble.closed).isTrue();
        assertThat(home.state()).doesNotExist();
    }

    /** A command right after {@code tutti down} was answered by the daemon that was leaving, which then was not there. */
    @Test
    void onceItIsAskedToStopNobodyFindsItAndNobodyIsServedAnyMore() throws Exception {
        Daemon daemon = serving();
        ServingState found = daemon.state();

        daemon.askToStop(ASKED);

        assertThat(ServingState.read(home)).isEmpty();
        assertThat(new WireClient(found)
                        .hook("claude", Map.of("PWD", "/"), "{}".getBytes(UTF_8))
                        .status())
                .isEqualTo(503);
        end(live(daemon));
    }

    @Test
    void whenFiftyStartAtOnceOneServesAndTheOthersLeaveQuietly() throws Exception {
        CountDownLatch together = new CountDownLatch(1);
        List<Future<StartOutcome>> starts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            starts.add(threads.submit(() -> {
                together.await();
                return start();
            }));
        }

        together.countDown();
        int elsewhere = 0;
        for (Future<StartOutcome> start : starts) {
            switch (start.get(40, TimeUnit.SECONDS)) {
                case StartOutcome.Serves serves -> daemons.add(serves.daemon());
                case StartOutcome.ServedElsewhere none -> elsewhere++;
                case StartOutcome.Failed failed -> throw new AssertionError(failed.text());
            }
        }

        assertThat(daemons).hasSize(1);
        assertThat(elsewhere).isEqualTo(49);
        assertThat(entries()).hasSize(1);
        live(daemons.getFirst());
    }

    @Test
    void theFileOfAKilledDaemonIsReplaced() throws Exception {
        home.open();
        new ServingState(1, "ab".repeat(16), 1, 41, "b0", 2).write(home);

        Daemon daemon = serving();
        live(daemon);

        assertThat(ServingState.read(home)).contains(daemon.state());
    }

    @Test
    void aStartWaitsForOneThatIsJustLeaving() throws Exception {
        home.open();
        HomeLock leaving = HomeLock.tryTake(home).orElseThrow();
        Future<StartOutcome> next = threads.submit(() -> start());

        leaving.close();

        assertThat(next.get(20, TimeUnit.SECONDS)).isInstanceOfSatisfying(StartOutcome.Serves.class, serves -> {
            daemons.add(serves.daemon());
            live(serves.daemon());
        });
    }

    @Test
    void aRequestInFlightEndsBeforeTheRoomsClose() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ensemble.verbs = (call, out) -> {
            running.countDown();
            await(release);
            out.out(ensemble.closed.get() ? "rooms are closed" : "rooms are open");
            return 0;
        };
        Daemon daemon = serving();
        Future<StopReason> life = live(daemon);
        WireClient client = new WireClient(daemon.state());
        Future<WireClient.Answer> answer = threads.submit(() -> client.verb(List.of("x"), Map.of()));
        await(running);

        daemon.askToStop(ASKED);
        release.countDown();

        assertThat(answer.get(20, TimeUnit.SECONDS).text()).isEqualTo("o 14\nrooms are openx 0\n");
        end(life);
        assertThat(ensemble.closed).isTrue();
    }

    @Test
    void aCommandMayAskItToStopAndStillBeAnswered() throws Exception {
        Daemon daemon = serving();
        ensemble.verbs = (call, out) -> {
            daemon.askToStop(ASKED);
            out.out("stopping");
            return 0;
        };
        Future<StopReason> life = live(daemon);

        WireClient.Answer answer = new WireClient(daemon.state()).verb(List.of("down"), Map.of());

        assertThat(answer.text()).isEqualTo("o 8\nstoppingx 0\n");
        assertThat(end(life)).isEqualTo(ASKED);
    }

    @Test
    void aHigherReleaseTakesOverAndAnEqualOneDoesNot() throws Exception {
        Daemon daemon = serving();
        Future<StopReason> life = live(daemon);

        WireClient client = new WireClient(daemon.state());

        assertThat(client.verb(List.of("status"), Map.of("TUTTI_LAUNCHER", installed("0.1.0")))
                        .status())
                .isEqualTo(200);
        assertThat(client.verb(List.of("status"), Map.of("TUTTI_LAUNCHER", "/nowhere/tutti"))
                        .status())
                .isEqualTo(200);
        assertThat(client.verb(List.of("status"), Map.of("TUTTI_LAUNCHER", installed("0.2.0")))
                        .status())
                .isEqualTo(503);

        assertThat(end(life)).isEqualTo(new StopReason(StopCause.REPLACED, "replaced by build b2, version 0.2.0"));
        version = "0.2.0";
        live(serving());
        assertThat(entries()).hasSize(2);
    }

    private String installed(String release) {
        return UnpackedTutti.in(folder, release).toString();
    }

    @Test
    void itLeavesWhenNobodyAsksAndNobodyLives() throws Exception {
        HandTicker clock = new HandTicker();
        ticker = clock;
        Daemon daemon = serving();
        live(daemon);
        ensemble.live.set(1);
        clock.pass(Duration.ofHours(3));
        assertThat(daemon.look()).isEmpty();

        ensemble.live.set(0);
        assertThat(daemon.look()).map(StopReason::cause).contains(StopCause.IDLE);

        new WireClient(daemon.state()).verb(List.of("status"), Map.of());
        assertThat(daemon.look()).isEmpty();
    }

    @Test
    void itLeavesWhenItsHomeOrStateFileIsGoneAndTouchesNoOthers() throws Exception {
        Daemon daemon = serving();
        Future<StopReason> life = live(daemon);
        ServingState other = new ServingState(1, "ab".repeat(16), 1, 43, "b2", 2);
        other.write(home);

        assertThat(daemon.look()).map(StopReason::cause).contains(StopCause.HOME_LOST);
        daemon.askToStop(daemon.look().orElseThrow());
        end(life);

        assertThat(ServingState.read(home)).contains(other);
    }

    @Test
    void aStartThatFailsSaysWhyAndFreesTheHome() throws Exception {
        StartOutcome outcome = start((resident, configuration) -> {
                    throw new IllegalStateException("cannot open jdbc:postgresql://me:pw@db/x");
                })
                .start(Map.of(), () -> {});

        assertThat(outcome).isEqualTo(new StartOutcome.Failed("cannot open jdbc:postgresql://***@db/x"));
        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.phase()).isEqualTo(DaemonPhase.STOPPED);
            assertThat(entry.reason()).map(StopReason::cause).contains(StopCause.FAILED);
        });
        assertThat(home.state()).doesNotExist();
        live(serving());
    }

    @Test
    void brokenSettingsAreAllReportedAndNothingStarts() throws Exception {
        home.open();
        Files.writeString(home.configuration(), "[daemon]\nidle_exit = \"soon\"\n");

        StartOutcome outcome =
                start((resident, configuration) -> ensemble).start(Map.of("TUTTI_STORE", "mysql://x"), () -> {});

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StartOutcome.Failed.class,
                        failed -> assertThat(failed.text())
                                .contains("config.toml:2:1: daemon.idle_exit must be 1m to 30d; it is \"soon\"")
                                .contains("TUTTI_STORE: store.url must be"));
    }

    @Test
    void roomsThatAreOpenAreClosedWhenTheStartFailsAfterThem() throws Exception {
        StartOutcome outcome = start((resident, configuration) -> {
                    occupyStateFile();
                    return ensemble;
                })
                .start(Map.of(), () -> {});

        assertThat(outcome).isInstanceOf(StartOutcome.Failed.class);
        assertThat(ensemble.closed).isTrue();
    }

    private void occupyStateFile() {
        try {
            Files.createDirectories(home.state().resolve("in-the-way"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStoppedDaemonAnswersNobody() throws Exception {
        Daemon daemon = serving();
        ServingState state = daemon.state();
        Future<StopReason> life = live(daemon);
        daemon.askToStop(ASKED);
        end(life);

        assertThatThrownBy(() -> new WireClient(state).verb(List.of("x"), Map.of()))
                .isInstanceOf(IOException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
