package dev.tutti.agents.claude.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.agents.claude.settings.WiringOutcome.Broken;
import dev.tutti.agents.claude.settings.WiringOutcome.Done;
import dev.tutti.agents.claude.settings.WiringOutcome.Nothing;
import dev.tutti.agents.claude.settings.WiringOutcome.Plan;
import dev.tutti.agents.claude.settings.WiringOutcome.Refused;
import dev.tutti.kernel.files.DiskFiles;
import dev.tutti.testing.MemoryFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WiringTest {

    private static final Path ROOT = Path.of("/work/project");
    private static final Path HOME = Path.of("/home/ada/.tutti");
    private static final Path LAUNCHER = Path.of("/opt/tutti/tutti");
    private static final Path OTHER = Path.of("/src/tutti/tutti");
    private static final WiringTarget LOCAL = WiringTarget.local(ROOT);

    private final MemoryFiles files = new MemoryFiles().withFolder(ROOT);
    private final Wiring wiring = new Wiring(files, HOME, file -> false);

    @ParameterizedTest
    @MethodSource("dev.tutti.agents.claude.settings.SettingsTexts#named")
    void uninitRestoresEveryCharacter(String text) {
        files.with(LOCAL.file(), text);
        Map<Path, String> before = files.all();

        init(LAUNCHER);
        assertThat(wiring.callersOf(LAUNCHER)).containsExactly(LOCAL.file());
        assertThat(wiring.callersOf(OTHER)).isEmpty();
        Plan undo = (Plan) wiring.planUndo(LOCAL);
        wiring.apply(undo);

        assertThat(undo.exact()).isTrue();
        assertThat(files.all()).isEqualTo(before);
        assertThat(wiring.callersOf(LAUNCHER)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.tutti.agents.claude.settings.SettingsTexts#named")
    void uninitRestoresEveryCharacterAfterASecondInitFromAnotherCheckout(String text) {
        files.with(LOCAL.file(), text);
        Map<Path, String> before = files.all();

        init(LAUNCHER);
        init(OTHER);
        assertThat(settings()).contains("/src/tutti/tutti").doesNotContain("/opt/tutti/tutti");
        uninit();

        assertThat(files.all()).isEqualTo(before);
    }

    @Test
    void planningWritesNothing() {
        wiring.plan(LOCAL, LAUNCHER);
        wiring.planUndo(LOCAL);
        wiring.callersOf(LAUNCHER);

        assertThat(files.all()).isEmpty();
        assertThat(files.hasFolder(LOCAL.folder())).isFalse();
    }

    @Test
    void thePlanShowsWhatItAddsAndHowToTakeItBack() {
        files.with(LOCAL.file(), "{\n  \"model\": \"opus\"\n}\n");

        Plan plan = (Plan) wiring.plan(LOCAL, LAUNCHER);

        assertThat(plan.diff())
                .startsWith("--- " + LOCAL.file() + "\n+++ " + LOCAL.file() + "\n@@ -1,3 +1,")
                .contains("-  \"model\": \"opus\"\n+  \"model\": \"opus\",\n+  \"hooks\": {\n");
        assertThat(plan.says()).containsExactly("Undo: tutti uninit");
        assertThat(plan.warnings()).isEmpty();
        assertThat(((Plan) wiring.plan(WiringTarget.shared(ROOT), LAUNCHER)).says())
                .contains("Undo: tutti uninit --team");
    }

    @Test
    void saysWhenGitWillShowTheLocalFile() {
        Wiring inRepository = new Wiring(files, HOME, LOCAL.file()::equals);

        assertThat(((Plan) inRepository.plan(LOCAL, LAUNCHER)).says()).anyMatch(line -> line.contains("info/exclude"));
        assertThat(((Plan) inRepository.plan(WiringTarget.shared(ROOT), LAUNCHER)).says())
                .noneMatch(line -> line.contains("info/exclude"));
    }

    @Test
    void initMakesTheFileAndItsFolderAndUninitRemovesBoth() {
        Plan plan = (Plan) wiring.plan(LOCAL, LAUNCHER);
        assertThat(plan.diff()).startsWith("--- /dev/null\n");
        wiring.apply(plan);
        assertThat(files.hasFolder(LOCAL.folder())).isTrue();

        uninit();

        assertThat(files.all()).isEmpty();
        assertThat(files.hasFolder(LOCAL.folder())).isFalse();
    }

    @Test
    void uninitLeavesAFolderThatWasThereOrIsUsed() {
        files.withFolder(LOCAL.folder());
        init(LAUNCHER);
        uninit();
        assertThat(files.hasFolder(LOCAL.folder())).isTrue();

        files.deleteFolderIfEmpty(LOCAL.folder());
        init(LAUNCHER);
        files.with(LOCAL.folder().resolve("commands.md"), "x");
        uninit();
        assertThat(files.all()).containsOnlyKeys(LOCAL.folder().resolve("commands.md"));
    }

    @Test
    void initOnWhatIsWiredSaysSo() {
        init(LAUNCHER);

        assertThat(wiring.plan(LOCAL, LAUNCHER)).isInstanceOf(Nothing.class);
    }

    @Test
    void uninitOfATouchedFileRemovesOnlyTheEntriesAndSaysSo() {
        files.with(LOCAL.file(), "{\n  \"a\": 1\n}\n");
        init(LAUNCHER);
        files.with(LOCAL.file(), settings().replace("\"a\": 1", "\"a\": 2"));

        Plan undo = (Plan) wiring.planUndo(LOCAL);
        wiring.apply(undo);

        assertThat(undo.exact()).isFalse();
        assertThat(undo.says().getFirst()).contains("changed since init").contains("only Tutti's entries");
        assertThat(files.all()).isEqualTo(Map.of(LOCAL.file(), "{\n  \"a\": 2\n}\n"));
    }

    @Test
    void uninitOfATouchedFileThatInitMadeKeepsWhatOthersAdded() {
        init(LAUNCHER);
        String touched = settings().replaceFirst("\\{", "{\n  \"b\": 1,");
        files.with(LOCAL.file(), touched);

        uninit();

        assertThat(files.all()).isEqualTo(Map.of(LOCAL.file(), "{\n  \"b\": 1\n}\n"));
    }

    @Test
    void uninitOfATouchedFileThatInitMadeRemovesItWhenNothingElseIsLeft() {
        init(LAUNCHER);
        files.with(LOCAL.file(), settings() + "\n");

        uninit();

        assertThat(files.all()).isEmpty();
    }

    @Test
    void uninitWithoutARecordRemovesTheEntriesAndSaysSo() {
        files.with(LOCAL.file(), "{\"a\": 1}");
        init(LAUNCHER);
        files.all().keySet().stream().filter(file -> file.startsWith(HOME)).forEach(files::delete);

        Plan undo = (Plan) wiring.planUndo(LOCAL);
        wiring.apply(undo);

        assertThat(undo.says().getFirst()).contains("no record");
        assertThat(files.all()).isEqualTo(Map.of(LOCAL.file(), "{\"a\": 1}"));
    }

    @Test
    void uninitOfWhatWasNeverWiredSaysSo() {
        assertThat(wiring.planUndo(LOCAL)).isInstanceOf(Nothing.class);
        files.with(LOCAL.file(), "{\"hooks\": {\"Stop\": []}}");
        assertThat(wiring.planUndo(LOCAL)).isInstanceOf(Nothing.class);
    }

    @Test
    void aFileThatWasRemovedStaysRemovedAndTheRecordGoes() {
        files.with(LOCAL.file(), "{}");
        init(LAUNCHER);
        files.delete(LOCAL.file());

        uninit();

        assertThat(files.all()).isEmpty();
    }

    @Test
    void aBrokenFileIsReportedAndLeftAlone() {
        files.with(LOCAL.file(), "{\n  \"hooks\": [\n}");

        Broken broken = (Broken) wiring.plan(LOCAL, LAUNCHER);

        assertThat(broken.line()).isEqualTo(3);
        assertThat(broken.says())
                .isEqualTo(
                        LOCAL.file() + ": line 3, column 1: } is not a value. Nothing was changed; correct the file and"
                                + " try again.");
        assertThat(wiring.planUndo(LOCAL)).isInstanceOf(Broken.class);
        assertThat(files.all()).hasSize(1);
    }

    @Test
    void aFileThatCannotBeReadIsReportedAndLeftAlone() {
        files.withUnreadable(LOCAL.file(), "it is not UTF-8 text");

        assertThat(wiring.plan(LOCAL, LAUNCHER)).isEqualTo(new Broken(LOCAL, 0, 0, "it is not UTF-8 text"));
        assertThat(wiring.planUndo(LOCAL)).isInstanceOf(Broken.class);
    }

    @Test
    void thePlanWarnsOfWhatMakesTheClientIgnoreTheFile() {
        files.with(LOCAL.file(), "{\n  // mine\n  \"disableAllHooks\": true\n}");

        Plan plan = (Plan) wiring.plan(LOCAL, LAUNCHER);

        assertThat(plan.warnings()).extracting(Finding::code).containsExactly("settings-ignored", "hooks-disabled");
    }

    @Test
    void aPlanForAFileThatChangedSinceIsRefused() {
        files.with(LOCAL.file(), "{}");
        Plan plan = (Plan) wiring.plan(LOCAL, LAUNCHER);
        files.with(LOCAL.file(), "{\"a\": 1}");

        assertThat(wiring.apply(plan)).isInstanceOf(Refused.class);
        assertThat(files.all()).isEqualTo(Map.of(LOCAL.file(), "{\"a\": 1}"));
    }

    @Test
    void whatWasBeforeIsOnTheDiskBeforeTheFileIsTouched() {
        files.with(LOCAL.file(), "{\"a\": 1}").refusing(LOCAL.file());

        WiringOutcome outcome = wiring.apply((Plan) wiring.plan(LOCAL, LAUNCHER));

        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(settings()).isEqualTo("{\"a\": 1}");
        assertThat(record()).contains("\"before\":\"{\\\"a\\\": 1}\"");
        assertThat(wiring.callersOf(LAUNCHER)).isEmpty();
    }

    @Test
    void aCrashBetweenTheTwoWritesIsHealedByTheNextInitOrUninit() {
        files.with(LOCAL.file(), "{\"a\": 1}").refusing(LOCAL.file());
        wiring.apply((Plan) wiring.plan(LOCAL, LAUNCHER));
        files.obeyAgain();

        init(OTHER);
        files.refusing(LOCAL.file());
        wiring.apply((Plan) wiring.plan(LOCAL, LAUNCHER));
        files.obeyAgain();
        assertThat(((Plan) wiring.planUndo(LOCAL)).exact()).isTrue();
        uninit();

        assertThat(files.all()).isEqualTo(Map.of(LOCAL.file(), "{\"a\": 1}"));
    }

    @Test
    void withoutAPlaceForTheRecordNothingIsTouched() {
        files.with(LOCAL.file(), "{}");
        files.refusing(HOME.resolve("init").resolve(UndoRecord.fileName(LOCAL.file())));

        assertThat(wiring.apply((Plan) wiring.plan(LOCAL, LAUNCHER))).isInstanceOf(Refused.class);
        assertThat(files.all()).isEqualTo(Map.of(LOCAL.file(), "{}"));
    }

    @Test
    void aTouchedFileThatIsWiredAnewIsLaterFreedOfEveryEntry() {
        files.with(LOCAL.file(), "{\"a\": 1}");
        init(LAUNCHER);
        files.with(LOCAL.file(), settings().replace("\"a\": 1", "\"a\": 2"));
        init(OTHER);

        Plan undo = (Plan) wiring.planUndo(LOCAL);
        wiring.apply(undo);

        assertThat(undo.exact()).isFalse();
        assertThat(files.all()).isEqualTo(Map.of(LOCAL.file(), "{\"a\": 2}"));
    }

    @Test
    void aRecordThatNobodyUnderstandsCountsAsNone() {
        files.with(LOCAL.file(), "{}");
        init(LAUNCHER);
        files.with(HOME.resolve("init").resolve(UndoRecord.fileName(LOCAL.file())), "{\"file\": 7");

        uninit();

        assertThat(files.all()).isEqualTo(Map.of(LOCAL.file(), "{}"));
        assertThat(wiring.callersOf(LAUNCHER)).isEmpty();
    }

    @Test
    void theRecordOfAUnicodeFileIsExact() {
        UndoRecord record = new UndoRecord(
                LOCAL,
                Optional.of("\uFEFF{\"\uD83C\uDFB6\": \"\\u266B\u0085\u2028\"}\r\n"),
                true,
                false,
                List.of("00"));

        assertThat(UndoRecord.fromJson(record.toJson())).contains(record);
    }

    @Test
    void refusesAPathThatDependsOnWhereOneStands() {
        assertThatThrownBy(() -> wiring.plan(LOCAL, Path.of("tutti"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WiringTarget.local(Path.of("x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void restoresTheSameBytesOnARealDisk(@TempDir Path folder) throws Exception {
        Wiring onDisk = new Wiring(new DiskFiles(), folder.resolve("home"), file -> false);
        WiringTarget target = WiringTarget.local(folder.resolve("project"));
        int number = 0;
        for (String text : SettingsTexts.all().values()) {
            target = WiringTarget.local(folder.resolve("project" + number++));
            Files.createDirectories(target.folder());
            byte[] bytes = Files.readAllBytes(Files.writeString(target.file(), text));

            assertThat(onDisk.apply((Plan) onDisk.plan(target, LAUNCHER))).isInstanceOf(Done.class);
            assertThat(onDisk.apply((Plan) onDisk.planUndo(target))).isInstanceOf(Done.class);

            assertThat(Files.readAllBytes(target.file())).isEqualTo(bytes);
        }
        assertThat(folder.resolve("home/init")).isEmptyDirectory();
    }

    private void init(Path launcher) {
        assertThat(wiring.apply((Plan) wiring.plan(LOCAL, launcher))).isInstanceOf(Done.class);
    }

    private void uninit() {
        assertThat(wiring.apply((Plan) wiring.planUndo(LOCAL))).isInstanceOf(Done.class);
    }

    private String record() {
        return text(HOME.resolve("init").resolve(UndoRecord.fileName(LOCAL.file())));
    }

    private String settings() {
        return text(LOCAL.file());
    }

    private String text(Path file) {
        return files.all().getOrDefault(file, "");
    }
}
