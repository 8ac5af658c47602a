package dev.tutti.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who starts a daemon, how often, with what, and what is said when it cannot be. */
@ParameterizedClass
@EnumSource(Client.class)
@Isolated("a start has four seconds")
final class StartTest extends StartingTest {

    StartTest(Client client) {
        super(client);
    }

    @Test
    void aCommandStartsTheDaemonAndIsAnsweredByIt() throws Exception {
        Path launcher = sandbox.release("serve");

        assertThat(sandbox.run(launcher, new byte[0], "status")).isEqualTo(new Sandbox.Result(0, "started\n", ""));
        assertThat(sandbox.run(launcher, new byte[0], "status")).isEqualTo(new Sandbox.Result(0, "started\n", ""));

        assertThat(sandbox.started()).isEqualTo(1);
        assertThat(sandbox.home().resolve("run/starting")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SessionStart", "UserPromptSubmit"})
    void aSessionsFirstEventsStartTheDaemonAndAreDelivered(String event) throws Exception {
        Path launcher = sandbox.release("serve");

        Sandbox.Result result = hook(launcher, event);

        assertThat(result).isEqualTo(new Sandbox.Result(0, "{\"from\":\"started\"}", ""));
        assertThat(sandbox.started()).isEqualTo(1);
    }

    @Test
    void noOtherEventStartsOne() throws Exception {
        Path launcher = sandbox.release("serve");

        assertThat(hook(launcher, "PostToolUse")).isEqualTo(new Sandbox.Result(0, "", ""));
        assertThat(sandbox.started()).isZero();
    }

    @Test
    void theDaemonKeepsNothingOfWhoStartedIt() throws Exception {
        Path launcher = sandbox.release("serve");
        sandbox.with("ANTHROPIC_API_KEY", "secret")
                .with("my.key", "secret")
                .with("PGPASSWORD", "secret")
                .with("TUTTI_NAME", "one session's")
                .with("TUTTI_STORE", "jdbc:x?a=it's \"q\" $HOME")
                .with("XDG_CONFIG_HOME", "/c ü")
                .with("LC_ALL", "C");

        Process process = sandbox.start(
                List.of("/bin/bash", "-c", "exec 7>'" + folder.resolve("held") + "'; exec '" + launcher + "' status"));
        assertThat(Sandbox.finish(process, new byte[0]).exit()).isZero();

        assertThat(sandbox.javaCalls().lines())
                .contains(
                        "pwd /",
                        "env TUTTI_STORE=jdbc:x?a=it's \"q\" $HOME",
                        "env XDG_CONFIG_HOME=/c ü",
                        "env TUTTI_HOME=" + sandbox.home(),
                        "env LC_ALL=C.UTF-8",
                        "env MALLOC_TRIM_THRESHOLD_=1048576",
                        "env MALLOC_ARENA_MAX=2",
                        "arg -Dtutti.home=" + sandbox.home(),
                        "arg -XX:+UseSerialGC",
                        "arg -XX:TieredStopAtLevel=1",
                        "arg -XX:Tier3InvocationThreshold=8",
                        "arg daemon")
                .noneMatch(line -> line.contains("secret"))
                .noneMatch(line -> line.contains("TUTTI_NAME"))
                .noneMatch(line -> line.contains("held"))
                .noneMatch(line -> line.contains("AOTCache"));
        String pid = lineOf("pid ");
        assertThat(lineOf("sid ")).isEqualTo(pid);
    }

    @Test
    void theCacheAndTheNativeLibraryAreNamedWhenTheyAreThere() throws Exception {
        Path launcher = sandbox.release("serve");
        Path lib = folder.resolve("a release/lib");
        Files.writeString(lib.resolve("tutti-B1.aot"), "");
        Path nativeFolder = lib.resolve("native/org/sqlite/native/Linux/"
                + ("amd64".equals(System.getProperty("os.arch")) ? "x86_64" : System.getProperty("os.arch")));
        Files.createDirectories(nativeFolder);
        Files.writeString(nativeFolder.resolve("libsqlitejdbc.so"), "");

        sandbox.run(launcher, new byte[0], "status");

        assertThat(sandbox.javaCalls().lines())
                .contains(
                        "arg -XX:AOTCache=" + lib.resolve("tutti-B1.aot"),
                        "arg -Dorg.sqlite.lib.path=" + nativeFolder,
                        "arg -Dorg.sqlite.lib.name=libsqlitejdbc.so");
    }

    @Test
    void manyClientsAtOnceStartExactlyOne() throws Exception {
        // Fifty JVMs that start take what a person waits for a daemon at most.
        allOfThemAreAnswered(client == Client.JVM ? 20 : 50, sandbox.release("serve"));

        assertThat(sandbox.started()).isEqualTo(1);
    }

    @Test
    void manyClientsAtOnceTakeAStartOverFromOneWhoDied() throws Exception {
        Path launcher = sandbox.release("serve");
        leaveAStartOfTheDead();

        allOfThemAreAnswered(client == Client.JVM ? 10 : 20, launcher);
    }

    private void allOfThemAreAnswered(int clients, Path launcher) throws Exception {
        List<Future<Sandbox.Result>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                results.add(threads.submit(() -> sandbox.run(launcher, new byte[0], "status")));
            }
        }
        for (Future<Sandbox.Result> result : results) {
            assertThat(result.get()).isEqualTo(new Sandbox.Result(0, "started\n", ""));
        }
    }

    private void leaveAStartOfTheDead() throws Exception {
        Process dead = new ProcessBuilder("/bin/true").start();
        dead.waitFor();
        Files.createDirectories(sandbox.home().resolve("run"));
        Files.writeString(
                sandbox.home().resolve("run/starting"),
                dead.pid() + " " + java.time.Instant.now().getEpochSecond() + "\n");
    }

    @Test
    void aStartIsTakenOverFromOneWhoDied() throws Exception {
        Path launcher = sandbox.release("serve");
        leaveAStartOfTheDead();

        assertThat(sandbox.run(launcher, new byte[0], "status").out()).isEqualTo("started\n");
        assertThat(sandbox.started()).isEqualTo(1);
    }

    @Test
    void whoseStartWasTakenOverLeavesThatToWhoeverTookIt() throws Exception {
        long other = ProcessHandle.current().pid();
        Path launcher = sandbox.release("fail beside " + other);

        Sandbox.Result result = sandbox.run(launcher, new byte[0], "status");

        assertThat(result.exit()).isEqualTo(69);
        assertThat(result.err()).contains("the daemon ended while it started").contains("disk full");
        assertThat(sandbox.home().resolve("run/starting")).content().startsWith(other + " ");
        assertThat(sandbox.home().resolve("run/failed")).doesNotExist();
    }

    @Test
    void aLogThatCannotBeWrittenIsSaidAndNothingIsLeftBehind() throws Exception {
        Path launcher = sandbox.release("serve");
        Path log = Files.createDirectories(sandbox.home().resolve("log/daemon.log"));

        Sandbox.Result result = sandbox.run(launcher, new byte[0], "status");

        assertThat(result.exit()).isEqualTo(69);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(log.toString()).contains("Next step: ");
        assertThat(sandbox.started()).isZero();
        assertThat(sandbox.home().resolve("run/starting")).doesNotExist();
        assertThat(sandbox.home().resolve("run/failed")).doesNotExist();
    }

    @Test
    void aStartThatTookTooLongIsTakenOver() throws Exception {
        Path launcher = sandbox.release("serve");
        Files.createDirectories(sandbox.home().resolve("run"));
        Files.writeString(
                sandbox.home().resolve("run/starting"), ProcessHandle.current().pid() + " 1000000000\n");

        assertThat(sandbox.run(launcher, new byte[0], "status").out()).isEqualTo("started\n");
    }

    @Test
    void aStateFileOfAKilledDaemonIsNotBelieved() throws Exception {
        Path launcher = sandbox.release("serve");
        FakeDaemon.in(sandbox.home(), (_, _) -> {}).close();

        assertThat(sandbox.run(launcher, new byte[0], "status").out()).isEqualTo("started\n");
    }

    @Test
    void aSessionIsShownTheOneLineThatIsMeantForPeople() throws Exception {
        Path release = sandbox.release("fail for people");

        Sandbox.Result result = sandbox.run(
                release,
                "{\"hook_event_name\":\"SessionStart\",\"session_id\":\"s\"}".getBytes(UTF_8),
                "hook",
                "claude");

        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .startsWith("{\"systemMessage\":\"Tutti could not be started: the daemon ended while it started."
                        + " It said: The store is full. Next step:")
                .doesNotContain("disk full");
    }

    @Test
    void aDaemonThatFailsToStartIsReportedWithItsLastWords() throws Exception {
        Path launcher = sandbox.release("fail");

        Sandbox.Result command = sandbox.run(launcher, new byte[0], "status");
        Sandbox.Result hook = hook(launcher, "SessionStart");
        Sandbox.Result nextHook = hook(launcher, "UserPromptSubmit");

        assertThat(command.exit()).isEqualTo(69);
        assertThat(command.out()).isEmpty();
        assertThat(command.err())
                .startsWith("tutti: no daemon is running and none could be started: ")
                .contains("cannot open the store: disk full", "Next step: ", "daemon.log");
        assertThat(hook.exit()).isZero();
        assertThat(hook.err()).isEmpty();
        assertThat(hook.out().lines())
                .singleElement()
                .asString()
                .startsWith("{\"systemMessage\":\"Tutti could not be started: ")
                .contains("disk full", "tutti doctor")
                .endsWith("\"}");
        assertThat(nextHook).isEqualTo(new Sandbox.Result(0, "", ""));
    }

    @Test
    void withoutAJavaTheErrorSaysWhereItLookedAndWhatToInstall() throws Exception {
        Path launcher = sandbox.release("serve");
        Path tooOld = sandbox.java("17.0.9");

        Sandbox.Result result =
                sandbox.with("TUTTI_JAVA_HOME", tooOld.toString()).run(launcher, new byte[0], "status");

        assertThat(result.exit()).isEqualTo(69);
        assertThat(result.err()).contains("TUTTI_JAVA_HOME=" + tooOld + " is no JDK 25 or later", "Next step: ");
        assertThat(findJava())
                .startsWith("no JDK 25 or later was found")
                .contains("/usr/lib/jvm")
                .contains("apt install");
    }

    @Test
    void aJavaIsTakenByWhatItsReleaseFileSays() throws Exception {
        Path launcher = sandbox.release("serve");
        Path fits = sandbox.java("26-ea");

        sandbox.without("TUTTI_JAVA_HOME")
                .with("JAVA_HOME", sandbox.java("1.8.0_402").toString())
                .with("PATH", fits.resolve("bin") + ":" + System.getenv("PATH"));

        assertThat(sandbox.run(launcher, new byte[0], "status").out()).isEqualTo("started\n");
        assertThat(Files.readString(sandbox.home().resolve("run/java"))).isEqualTo(fits + "\n");
    }

    @Test
    void aPersonsCommandBuildsWhatIsNotBuiltAndAHookDoesNot() throws Exception {
        Path launcher = sandbox.release("serve");
        Path root = folder.resolve("a release");
        Files.delete(root.resolve("lib/build-id"));
        Files.writeString(root.resolve("mvnw"), """
                echo "$JAVA_HOME $*" >built
                mkdir -p target/dist && cp lib/behaviour lib/tutti-B1.jar target/dist && echo B1 >target/dist/build-id
                """);
        Files.createFile(sandbox.java("25.0.3").resolve("bin/javac")).toFile().setExecutable(true);

        Sandbox.Result hook = hook(launcher, "SessionStart");
        Files.delete(sandbox.home().resolve("run/breaker"));
        Sandbox.Result command = sandbox.run(launcher, new byte[0], "status");

        assertThat(hook.out()).contains("Tutti is not built yet", "tutti doctor");
        assertThat(command.exit()).isZero();
        assertThat(command.out()).isEqualTo("started\n");
        assertThat(command.err()).startsWith("tutti: building Tutti");
        assertThat(Files.readString(root.resolve("built")))
                .endsWith("/jdk 25.0.3 -q -Dmaven.test.skip=true -Dspotless.check.skip=true package\n");
        Files.delete(root.resolve("target/dist/behaviour"));
    }

    @Test
    void aFailedBuildShowsItsEnd() throws Exception {
        Path launcher = sandbox.release("serve");
        Path root = folder.resolve("a release");
        Files.delete(root.resolve("lib/build-id"));
        Files.writeString(root.resolve("mvnw"), "echo 'COMPILATION ERROR'; exit 1\n");
        Files.createFile(sandbox.java("25.0.3").resolve("bin/javac")).toFile().setExecutable(true);

        Sandbox.Result result = sandbox.run(launcher, new byte[0], "status");

        assertThat(result.exit()).isEqualTo(69);
        assertThat(result.err()).contains("the build failed", "COMPILATION ERROR", "Next step: ");
    }

    /** Runs only the search, in a shell where no usual place exists. */
    private String findJava() throws IOException, InterruptedException {
        Path search = Path.of("libexec/java.bash").toAbsolutePath();
        String text = Files.readString(search).replaceAll("(/usr|/opt|/Library)(\\S*\\*)", "/nowhere$2");
        Path copy = Files.writeString(folder.resolve("java.bash"), text);
        Process process = sandbox.start(List.of(
                "/bin/bash",
                "-c",
                "unset TUTTI_JAVA_HOME JAVA_HOME; PATH=/nowhere; home=" + folder + "; . '" + copy
                        + "'; find_java || echo \"$trouble $remedy\""));
        return Sandbox.finish(process, new byte[0]).out();
    }

    private String lineOf(String start) throws IOException {
        return sandbox.javaCalls()
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElseThrow();
    }

    private Sandbox.Result hook(Path launcher, String event) throws IOException, InterruptedException {
        return sandbox.hook(launcher, event);
    }
}
