package dev.tutti.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.files.PlacingOutcome.Done;
import dev.tutti.files.PlacingOutcome.Nothing;
import dev.tutti.files.PlacingOutcome.Plan;
import dev.tutti.files.PlacingOutcome.Refused;
import dev.tutti.kernel.files.FileText;
import dev.tutti.kernel.files.TextFiles.Reach;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Grounds;
import dev.tutti.testing.FakeGit;
import dev.tutti.testing.Golden;
import dev.tutti.testing.MemoryFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlacingTest {

    private static final Path ROOT = Path.of("/work/shop");
    private static final Path LINKED = Path.of("/work/shop-frontend");
    private static final Path USER = Path.of("/home/ada");
    private static final Path HOME = USER.resolve(".tutti");
    private static final Path LAUNCHER = Path.of("/opt/tutti/tutti");
    private static final Path EXCLUDE = ROOT.resolve(".git/info/exclude");
    private static final Path STATUS = ROOT.resolve(".claude/coordination/bin/coord-status");
    private static final Path LIBRARY = ROOT.resolve(".claude/coordination/lib/coordination.sh");

    private final FakeGit git = new FakeGit();
    private final GitPlace place = git.repository(ROOT);
    private final MemoryFiles files = new MemoryFiles()
            .withFolder(ROOT)
            .withFolder(LINKED)
            .with(EXCLUDE, "# git ls-files --others --exclude-from=.git/info/exclude\n*.log\n");
    private final Placing placing = new Placing(
            files,
            new Documents.Setup(
                    HOME, true, new Documents.User(USER, false), new DocumentShapes.Machine("Linux", "ada", 1)),
            git);

    @TempDir
    private Path disk;

    @Test
    void thePlanShowsEverythingItAdds() {
        git.worktree(place, LINKED, "frontend");

        Plan plan = (Plan) placing.plan(ground(ROOT), LAUNCHER);

        Golden.assertMatches("compat/init.diff", plan.diff());
        assertThat(plan.says()).anyMatch(line -> line.contains("export PATH=\"$PATH\":'/opt/tutti/libexec/compat'"));
    }

    @Test
    void planningWritesNothing() {
        Map<Path, String> before = files.all();

        placing.plan(ground(ROOT), LAUNCHER);
        placing.planUndo(ground(ROOT));

        assertThat(files.all()).isEqualTo(before);
    }

    @Test
    void commandsMayBeRunAndTheLibraryIsRead() {
        place();

        assertThat(files.reach(STATUS)).isEqualTo(Reach.EXECUTABLE);
        assertThat(files.reach(LIBRARY)).isEqualTo(Reach.FILE);
    }

    @Test
    void undoingRestoresEveryCharacterAndFolder() {
        git.worktree(place, LINKED, "frontend");
        Map<Path, String> before = files.all();

        place();
        assertThat(undo()).isInstanceOf(Done.class);

        assertThat(files.all()).isEqualTo(before);
        assertThat(files.hasFolder(ROOT.resolve(".claude"))).isFalse();
        assertThat(files.hasFolder(LINKED.resolve(".claude"))).isFalse();
    }

    @Test
    void undoingRemovesAnExcludeFileThatWasMadeForIt() {
        files.delete(EXCLUDE);
        Map<Path, String> before = files.all();

        place();
        undo();

        assertThat(files.all()).isEqualTo(before);
    }

    @Test
    void anExcludeFileWithoutALineEndGetsItBackWithoutOne() {
        files.with(EXCLUDE, "*.log");

        place();
        assertThat(text(EXCLUDE)).startsWith("*.log\n").endsWith("\n/.claude/coordination/\n/.claude/pool/\n");
        undo();

        assertThat(text(EXCLUDE)).isEqualTo("*.log");
    }

    @Test
    void aFolderThatWasThereStays() {
        files.with(ROOT.resolve(".claude/notes.md"), "mine");

        place();
        undo();

        assertThat(text(ROOT.resolve(".claude/notes.md"))).isEqualTo("mine");
    }

    @Test
    void theSecondTimeThereIsNothingToDo() {
        place();
        Map<Path, String> before = files.all();

        assertThat(placing.plan(ground(ROOT), LAUNCHER)).isInstanceOf(Nothing.class);
        assertThat(placing.plan(ground(ROOT.resolve("src/deep")), LAUNCHER)).isInstanceOf(Nothing.class);
        assertThat(files.all()).isEqualTo(before);
    }

    @Test
    void aTreeThatCameLaterGetsTheCommandsAndLosesThemWithTheOthers() {
        Map<Path, String> before = files.all();
        place();
        git.worktree(place, LINKED, "frontend");

        Plan plan = (Plan) placing.plan(ground(LINKED), LAUNCHER);
        placing.apply(plan);

        assertThat(plan.diff()).contains(LINKED.toString()).doesNotContain(STATUS.toString());
        assertThat(files.reach(LINKED.resolve(".claude/coordination/bin/coord-lock")))
                .isEqualTo(Reach.EXECUTABLE);
        undo();
        assertThat(files.all()).isEqualTo(before);
    }

    @Test
    void whereAnEarlierReleasePreparedThePoolsFolderIsShownAndAgreedTo() {
        Map<Path, String> before = files.all();
        place();
        Path note = HOME.resolve("compat")
                .resolve(PlacedRecord.fileName(ground(ROOT).projectKey()));
        PlacedRecord now = placing.record(ground(ROOT).projectKey()).orElseThrow();
        String exclude = text(EXCLUDE).replace("/.claude/pool/\n", "");
        files.with(EXCLUDE, exclude);
        files.with(
                note,
                new PlacedRecord(
                                now.place(),
                                now.root(),
                                now.onPath(),
                                now.files(),
                                now.folders(),
                                now.exclude()
                                        .map(each -> new PlacedRecord.Excluded(
                                                each.file(), each.before(), PlacedRecord.hash(exclude))),
                                false)
                        .toJson()
                        .replace("\"pool\":false,", ""));

        assertThat(placing.record(ground(ROOT).projectKey()).orElseThrow().pool())
                .isFalse();
        Plan plan = (Plan) placing.plan(ground(ROOT), LAUNCHER);
        placing.apply(plan);

        assertThat(plan.diff()).contains("+/.claude/pool/");
        assertThat(placing.record(ground(ROOT).projectKey()).orElseThrow().pool())
                .isTrue();
        undo();
        assertThat(files.all()).isEqualTo(before);
    }

    @Test
    void aPoolThatAnotherSystemKeepsIsNotWrittenInto() {
        Path pool = ROOT.resolve(".claude/pool/instance_state.jsonl");
        files.with(pool, "{\"id\":\"uuid1\"}\n");
        Map<Path, String> before = files.all();

        assertThat(placing.plan(ground(ROOT), LAUNCHER))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.why())
                                .contains(pool.toString())
                                .contains("tutti pool import"));
        assertThat(files.all()).isEqualTo(before);
    }

    @Test
    void aTreeThatIsGoneByNowIsNoObstacleToUndoing() {
        GitPlace linked = git.worktree(place, LINKED, "frontend");
        place();
        git.remove(linked);
        files.all().keySet().stream().filter(file -> file.startsWith(LINKED)).forEach(files::delete);

        assertThat(undo()).isInstanceOf(Done.class);
        assertThat(files.all()).containsOnlyKeys(EXCLUDE);
    }

    @Test
    void anotherLauncherIsPutInPlaceOfTheFirst() {
        Map<Path, String> before = files.all();
        place();

        Plan plan = (Plan) placing.plan(ground(ROOT), Path.of("/src/tutti/tutti"));
        placing.apply(plan);

        assertThat(text(STATUS)).contains("'/src/tutti/tutti'");
        assertThat(placing.record(ground(ROOT).projectKey()).orElseThrow().onPath())
                .isEqualTo(Path.of("/src/tutti/libexec/compat"));
        undo();
        assertThat(files.all()).isEqualTo(before);
    }

    @Test
    void whatIsNotTuttisIsNotReplaced() {
        files.with(STATUS, "#!/bin/bash\n# ours since 2025\n");
        Map<Path, String> before = files.all();

        PlacingOutcome refused = placing.plan(ground(ROOT), LAUNCHER);

        assertThat(((Refused) refused).why()).contains(STATUS.toString()).contains("Next step: move it away");
        assertThat(files.all()).isEqualTo(before);
    }

    @Test
    void filesOfAnotherCoordinationSystemAreNotTakenForProjections() {
        files.with(ROOT.resolve(".claude/coordination/work-registry.json"), "{}")
                .with(ROOT.resolve(".claude/coordination/locks/abc.json"), "{}");

        PlacingOutcome refused = placing.plan(ground(ROOT), LAUNCHER);

        assertThat(((Refused) refused).why()).contains("work-registry.json").contains("locks/abc.json");
    }

    @Test
    void aCommandThatSomebodyChangedStaysAndIsSaid() {
        place();
        files.with(STATUS, "#!/bin/bash\necho mine\n");

        assertThat(placing.plan(ground(ROOT), LAUNCHER)).isInstanceOf(Refused.class);
        Plan plan = (Plan) placing.planUndo(ground(ROOT));
        placing.apply(plan);

        assertThat(plan.says()).anyMatch(line -> line.contains(STATUS + " was changed since and stays"));
        assertThat(text(STATUS)).contains("echo mine");
        assertThat(files.reach(LIBRARY)).isEqualTo(Reach.MISSING);
    }

    @Test
    void anExcludeFileThatSomebodyChangedLosesOnlyTuttisLines() {
        place();
        files.with(EXCLUDE, text(EXCLUDE) + "*.tmp\n");

        Plan plan = (Plan) placing.planUndo(ground(ROOT));
        placing.apply(plan);

        assertThat(text(EXCLUDE)).endsWith("*.log\n*.tmp\n").doesNotContain("coordination");
        assertThat(plan.says()).anyMatch(line -> line.contains("only Tutti's lines go"));
    }

    @Test
    void aRepositoryThatWasMovedIsAdoptedAndUndone() {
        place();
        Map<Path, String> moved = files.all();
        moved.keySet().stream().filter(file -> file.startsWith(HOME)).forEach(files::delete);

        assertThat(place()).isInstanceOf(Done.class);
        undo();

        assertThat(files.all()).containsOnlyKeys(EXCLUDE);
        assertThat(text(EXCLUDE)).doesNotContain("coordination");
    }

    @Test
    void aPlanThatIsOldIsNotDone() {
        Plan plan = (Plan) placing.plan(ground(ROOT), LAUNCHER);
        files.with(EXCLUDE, "changed meanwhile\n");

        assertThat(placing.apply(plan)).isInstanceOf(Refused.class);
        assertThat(files.all()).containsOnlyKeys(EXCLUDE);
    }

    @Test
    void whatCannotBeWrittenLeavesTheRepositoryAsItWas() {
        files.refusing(EXCLUDE);
        Map<Path, String> before = files.all();

        PlacingOutcome outcome = place();

        assertThat(((Refused) outcome).why()).contains("permission denied").contains("is as it was");
        assertThat(files.all()).isEqualTo(before);
        assertThat(files.hasFolder(ROOT.resolve(".claude"))).isFalse();
    }

    @Test
    void anExcludeFileThatCannotBeReadIsLeftAlone() {
        files.withUnreadable(EXCLUDE, "it is not UTF-8 text");

        assertThat(((Refused) placing.plan(ground(ROOT), LAUNCHER)).why())
                .contains("info/exclude (it is not UTF-8 text)");
    }

    @Test
    void withoutGitThereIsNothingToExclude() {
        Path folder = Path.of("/work/plain");
        files.withFolder(folder);
        Map<Path, String> before = files.all();

        placing.apply((Plan) placing.plan(ground(folder), LAUNCHER));
        assertThat(files.reach(folder.resolve(".claude/coordination/bin/coord-lock")))
                .isEqualTo(Reach.EXECUTABLE);
        placing.apply((Plan) placing.planUndo(ground(folder)));

        assertThat(files.all()).isEqualTo(before);
    }

    @Test
    void undoingWhatWasNeverDoneIsNothing() {
        assertThat(placing.planUndo(ground(ROOT))).isInstanceOf(Nothing.class);
    }

    @Test
    void aFolderThatLeadsOutOfTheTreeIsNotWrittenInto() throws Exception {
        Path root = disk.toRealPath().resolve("repo");
        Files.createDirectories(root.resolve(".claude"));
        Path elsewhere = Files.createDirectories(disk.toRealPath().resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve(".claude/coordination"), elsewhere);
        git.repository(root);

        assertThat(((Refused) placing.plan(ground(root), LAUNCHER)).why()).contains("leads out of the working tree");
    }

    @Test
    void aLauncherWithAnOddNameIsQuoted() {
        placing.apply((Plan) placing.plan(ground(ROOT), Path.of("/opt/ada's tools/tutti")));

        assertThat(text(STATUS)).contains("tutti='/opt/ada'\\''s tools/tutti'\n");
    }

    private PlacingOutcome place() {
        return placing.apply((Plan) placing.plan(ground(ROOT), LAUNCHER));
    }

    private PlacingOutcome undo() {
        return placing.apply((Plan) placing.planUndo(ground(ROOT)));
    }

    private Ground ground(Path directory) {
        return new Grounds(git, new PathKeys()).directory(directory);
    }

    private String text(Path file) {
        return ((FileText.Present) files.read(file)).text();
    }
}
