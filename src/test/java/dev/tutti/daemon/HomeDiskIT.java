package dev.tutti.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.testing.FinishedProcess;
import dev.tutti.testing.TemporaryRepository;
import dev.tutti.testing.built.BuiltTutti;
import dev.tutti.testing.built.HookTexts;
import dev.tutti.testing.built.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state folder on a disk that is full or may not be written: nothing is claimed, no session is hurt, it is said once. */
class HomeDiskIT {

    private static final int MEGABYTES = 12;
    private static final int EDITS = 25;
    private static final String DENIED = "\"permissionDecision\":\"deny\"";

    @TempDir
    private Path folder;

    private TemporaryRepository repository;
    private SmallDisk disk;
    private Path home;
    private HookTexts ann;
    private HookTexts bob;

    @BeforeEach
    void mount() throws IOException {
        assumeTrue(BuiltTutti.isBuilt(), "Tutti is not built here; run ./mvnw package");
        home = Files.createDirectories(folder.resolve("tutti"));
        Optional<SmallDisk> mounted = SmallDisk.over(home, MEGABYTES);
        if (mounted.isEmpty()) {
            System.out.println("skipped: this user may not mount a disk here (unshare, mount)");
        }
        assumeTrue(mounted.isPresent(), "this user may not mount a disk here (unshare, mount)");
        disk = mounted.get();
        repository = TemporaryRepository.create();
        ann = new HookTexts("ann", repository.root());
        bob = new HookTexts("bob", repository.root());
    }

    @AfterEach
    void unmount() {
        if (disk != null) {
            FinishedProcess unused = tutti("down");
            disk.close();
            repository.close();
        }
    }

    @Test
    void onAFullDiskNothingIsClaimedNobodyIsHurtAndItHealsByItself() {
        hook(ann.start());
        hook(ann.before(file("a"), "a-1"));
        assertThat(hook(bob.before(file("a"), "b-1"))).contains(DENIED);

        disk.fill();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < EDITS; i++) {
            said.add(hook(bob.before(file("new-" + i), "b-new-" + i)));
        }
        String listed = tutti("lock", "list", "--json").outText();
        disk.free();

        assertThat(said.stream().filter(answer -> !answer.isEmpty()))
                .singleElement()
                .asString()
                .startsWith("{\"systemMessage\":\"Tutti cannot use its store")
                .contains("no room left");
        for (int i = 0; i < EDITS; i++) {
            boolean claimed = listed.contains("\"new-" + i + "\"");
            boolean held = hook(ann.before(file("new-" + i), "a-new-" + i)).contains(DENIED);
            assertThat(held).as("new-" + i).isEqualTo(claimed);
        }
        assertThat(hook(bob.before(file("later"), "b-2"))).isEmpty();
        assertThat(hook(ann.before(file("later"), "a-2"))).contains(DENIED);
        assertThat(hook(bob.before(file("a"), "b-3"))).contains(DENIED);
    }

    @Test
    void aDaemonThatCannotStartOnAFullDiskIsSaidOnceAtOnceAndWhatItHeldIsStillHeld() throws Exception {
        hook(ann.start());
        hook(ann.before(file("a"), "a-1"));
        kill();

        disk.fill();
        List<String> said = List.of(
                hook(bob.start()), hook(bob.prompt("go on")), hook(bob.before(file("a"), "b-1")), hook(bob.end()));
        FinishedProcess status = tutti("status");
        disk.free();

        assertThat(said.getFirst())
                .startsWith("{\"systemMessage\":\"Tutti could not be started")
                .contains("no room left");
        assertThat(said.subList(1, said.size())).containsOnly("");
        assertThat(status.exitCode()).isEqualTo(69);
        assertThat(status.errText()).contains("no room left").contains("Next step: free space");
        assertThat(tutti("up").exitCode()).isZero();
        assertThat(hook(bob.before(file("a"), "b-2"))).contains(DENIED);
    }

    @Test
    void aFolderThatMayNotBeWrittenIsSaidOnceAndHurtsNobody() {
        disk.makeReadOnly();
        List<String> said = Stream.of(
                        ann.start(),
                        ann.prompt("begin"),
                        ann.before(file("a"), "a-1"),
                        ann.after(file("a"), "a-1"),
                        ann.turnEnded(),
                        ann.prompt("go on"),
                        ann.end())
                .map(this::hook)
                .toList();
        FinishedProcess status = tutti("status");
        disk.makeWritable();

        assertThat(said.getFirst())
                .startsWith("{\"systemMessage\":\"Tutti could not be started")
                .contains("cannot be written");
        assertThat(said.subList(1, said.size())).containsOnly("");
        assertThat(status.exitCode()).isEqualTo(69);
        assertThat(tutti("up").exitCode()).isZero();
        hook(ann.before(file("a"), "a-2"));
        assertThat(hook(bob.before(file("a"), "b-1"))).contains(DENIED);
    }

    private Path file(String name) {
        return repository.root().resolve(name);
    }

    private void kill() throws Exception {
        String state = Files.readString(disk.seen("run/daemon"));
        ProcessHandle daemon =
                ProcessHandle.of(Long.parseLong(state.split(" ")[3])).orElseThrow();
        daemon.destroyForcibly();
        var unused = daemon.onExit().get();
    }

    /** What the launcher answers one event with; it never fails and never says anything beside it. */
    private String hook(String event) {
        FinishedProcess done = run(event, "hook", "claude");
        assertThat(done.exitCode()).isZero();
        assertThat(done.errText()).isEmpty();
        return done.outText();
    }

    private FinishedProcess tutti(String... arguments) {
        return run("", arguments);
    }

    private FinishedProcess run(String input, String... arguments) {
        List<String> command = Stream.concat(Stream.of(BuiltTutti.launcher().toString()), Stream.of(arguments))
                .toList();
        return disk.command(repository.root(), command)
                .with(Map.of(
                        "HOME", folder.toString(),
                        "TMPDIR", folder.toString(),
                        "TUTTI_HOME", home.toString(),
                        "TUTTI_JAVA_HOME", System.getProperty("java.home"),
                        "CLAUDE_PID", Long.toString(ProcessHandle.current().pid())))
                .input(input)
                .run();
    }
}
