package dev.tutti.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.files.PlacingOutcome.Nothing;
import dev.tutti.files.PlacingOutcome.Plan;
import dev.tutti.kernel.files.FileText;
import dev.tutti.kernel.files.TextFiles.Reach;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Grounds;
import dev.tutti.testing.FakeGit;
import dev.tutti.testing.MemoryFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in the user's own folder, which all prepared repositories share. */
final class UserScriptTest {

    private static final Path ROOT = Path.of("/work/shop");
    private static final Path OTHER = Path.of("/work/other");
    private static final Path USER = Path.of("/home/ada");
    private static final Path SCRIPT = USER.resolve(".claude/scripts/pool-query.py");
    private static final Path LAUNCHER = Path.of("/opt/tutti/tutti");

    private final FakeGit git = new FakeGit();
    private final MemoryFiles files = new MemoryFiles().withFolder(ROOT).withFolder(OTHER);
    private final Placing placing = new Placing(
            files,
            new Documents.Setup(
                    USER.resolve(".tutti"),
                    true,
                    new Documents.User(USER, false),
                    new DocumentShapes.Machine("Linux", "ada", 1)),
            git);

    @TempDir
    private Path disk;

    UserScriptTest() {
        git.repository(ROOT);
        git.repository(OTHER);
    }

    @Test
    void theScriptOfTheUserGoesWithTheLastRepository() {
        Map<Path, String> before = files.all();
        placing.apply((Plan) placing.plan(ground(ROOT), LAUNCHER));
        placing.apply((Plan) placing.plan(ground(OTHER), LAUNCHER));
        assertThat(files.reach(SCRIPT)).isEqualTo(Reach.EXECUTABLE);

        Plan first = (Plan) placing.planUndo(ground(ROOT));
        placing.apply(first);
        assertThat(first.says()).contains(SCRIPT + " stays for the other repositories.");
        assertThat(files.reach(SCRIPT)).isEqualTo(Reach.EXECUTABLE);
        placing.apply((Plan) placing.planUndo(ground(OTHER)));

        assertThat(files.all()).isEqualTo(before);
        assertThat(files.hasFolder(USER.resolve(".claude"))).isFalse();
    }

    @Test
    void theScriptOfAnotherSystemStaysAndIsNoObstacle() {
        files.with(SCRIPT, "print('theirs')\n");
        Map<Path, String> before = files.all();

        Plan plan = (Plan) placing.plan(ground(ROOT), LAUNCHER);
        placing.apply(plan);

        assertThat(plan.says()).anyMatch(line -> line.startsWith(SCRIPT + " is not Tutti's and stays"));
        assertThat(text(SCRIPT)).isEqualTo("print('theirs')\n");
        assertThat(placing.plan(ground(ROOT), LAUNCHER)).isInstanceOf(Nothing.class);
        placing.apply((Plan) placing.planUndo(ground(ROOT)));
        assertThat(files.all()).isEqualTo(before);
    }

    @Test
    void theScriptCallsTheLauncherWhateverThatIsCalled() throws Exception {
        Path launcher = Files.writeString(
                Files.createDirectory(disk.resolve("it's a \\ folder")).resolve("tutti"),
                "#!/bin/bash\nprintf '<%s>' \"$@\"\n",
                UTF_8);
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        Path script = Files.writeString(
                disk.resolve("pool-query.py"), new CommandTexts(launcher, disk.resolve("libexec")).script());

        Process run = new ProcessBuilder("python3", script.toString(), "--since", "5m", "a b")
                .redirectErrorStream(true)
                .start();

        assertThat(new String(run.getInputStream().readAllBytes(), UTF_8)).isEqualTo("<pool-query><--since><5m><a b>");
    }

    private Ground ground(Path directory) {
        return new Grounds(git, new PathKeys()).directory(directory);
    }

    private String text(Path file) {
        return ((FileText.Present) files.read(file)).text();
    }
}
