package dev.tutti.agents.claude.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.agents.claude.settings.Finding.Level;
import dev.tutti.agents.claude.settings.WiringOutcome.Plan;
import dev.tutti.testing.MemoryFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsCheckTest {

    private static final Path ROOT = Path.of("/work/project");
    private static final Path ADA = Path.of("/home/ada");
    private static final Path LAUNCHER = Path.of("/opt/tutti/tutti");
    private static final Path OTHER = Path.of("/src/tutti/tutti");
    private static final WiringTarget LOCAL = WiringTarget.local(ROOT);
    private static final WiringTarget SHARED = WiringTarget.shared(ROOT);
    private static final WiringTarget USER = WiringTarget.user(ADA.resolve(".claude"));
    private static final Path MANAGED = Path.of("/etc/claude-code/managed-settings.json");
    private static final String HTTP_HOOK =
            "{\"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"http\", \"url\": \"http://127.0.0.1:4000/hook/claude\"}]}]}}";

    private final MemoryFiles files = new MemoryFiles();
    private final Wiring wiring = new Wiring(files, ADA.resolve(".tutti"), file -> false);
    private final Map<String, String> environment = new HashMap<>();
    private List<Path> roots = List.of(ROOT);

    @BeforeEach
    void aHealthyMachine() {
        files.withExecutable(LAUNCHER).withExecutable(OTHER).withFolder(ROOT);
        files.with(ADA.resolve(".claude.json"), trusting(ROOT));
    }

    @Test
    void aWiredProjectHasNothingButGoodNews() {
        environment.put("PATH", "/usr/bin");
        installed("2.1.329");
        init(LOCAL, LAUNCHER);

        assertThat(check()).extracting(Finding::level).containsOnly(Level.OK);
        assertThat(codes()).containsExactly("wired", "client-version", "folder-trusted");
    }

    @Test
    void anUnwiredProjectIsSaidToBe() {
        assertThat(codes()).contains("not-wired");
        assertThat(check().getFirst().next()).isEqualTo("run: tutti init");
    }

    @Test
    void checkingChangesNothing() {
        init(LOCAL, LAUNCHER);
        Map<Path, String> before = files.all();

        check();

        assertThat(files.all()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tutti\": 1,}",
                "{\"tutti\": 1",
                "[\"tutti\"]",
                "// tutti\n{}",
                "{\"tutti\": 1, \"disableAllHooks\": \"true\"}",
                "{\"tutti\": 1, \"hooks\": {\"PreToolUse\": \"x\"}}",
                "{\"tutti\": 1, \"hooks\": {\"PreToolUse\": [{\"hooks\": [{\"type\": \"http\", \"url\": \"nope\"}]}]}}",
                "{\"tutti\": 1, \"hooks\": {\"PreToolUse\": [{\"matcher\": 3, \"hooks\": []}]}}",
                "{\"tutti\": 1, \"hooks\": {\"PreToolUse\": [{\"type\": \"command\", \"command\": \"x\"}]}}",
                "{\"tutti\": 1, \"hooks\": {\"PreToolUse\": [{\"hooks\": [{\"type\": \"command\"}]}]}}",
                "{\"tutti\": 1, \"hooks\": {\"PreToolUse\": [{\"hooks\": [{\"type\": \"other\"}]}]}}",
                "{\"tutti\": 1, \"hooks\": {\"PermissionRequest\": [{\"hooks\": [{\"type\": \"command\", \"command\": \"x\", \"timeout\": \"5\"}]}]}}"
            })
    void whatMakesTheClientDropAFileIsFoundWithItsPlace(String text) {
        files.with(LOCAL.file(), text);

        Finding finding = check().getFirst();

        assertThat(finding.code()).isEqualTo("settings-ignored");
        assertThat(finding.level()).isEqualTo(Level.FAIL);
        assertThat(finding.text()).startsWith(LOCAL.file() + ", line 1, column ");
        assertThat(codes()).contains("not-wired");
    }

    @Test
    void aBrokenFileWithoutOurEntriesIsOnlyAWarning() {
        init(LOCAL, LAUNCHER);
        files.with(USER.file(), "{");

        assertThat(check())
                .extracting(Finding::level)
                .doesNotContain(Level.FAIL)
                .contains(Level.WARN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"hooks\": null}",
                "{\"hooks\": {\"Stop\": {}}}",
                "{\"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"http\", \"url\": \"nope\"}]}]}}",
                "{\"hooks\": {}, \"hooks\": {}}"
            })
    void anEntryThatTheClientLeavesOutIsAWarning(String text) {
        files.with(USER.file(), text);

        assertThat(check().getFirst().code()).isEqualTo("entry-ignored");
        assertThat(check().getFirst().level()).isEqualTo(Level.WARN);
    }

    @Test
    void hooksSwitchedOffAreFoundWhereverTheSwitchIs() {
        init(LOCAL, LAUNCHER);
        files.with(USER.file(), "{\"disableAllHooks\": true}");

        assertThat(codes()).contains("hooks-disabled");

        files.with(SHARED.file(), "{\"disableAllHooks\": false}");
        assertThat(codes()).doesNotContain("hooks-disabled");
    }

    @Test
    void anAdministratorsChoiceIsFoundInEitherPlace() {
        init(LOCAL, LAUNCHER);
        files.with(MANAGED, "{\"allowManagedHooksOnly\": true}");
        assertThat(codes()).contains("managed-hooks-only");

        files.delete(MANAGED);
        files.with(Path.of("/etc/claude-code/managed-settings.d/a.json"), "{\"allowManagedHooksOnly\": true}");
        assertThat(codes()).contains("managed-hooks-only");
    }

    @Test
    void thatSettingCountsOnlyInManagedSettings() {
        init(LOCAL, LAUNCHER);
        files.with(USER.file(), "{\"allowManagedHooksOnly\": true}");

        assertThat(codes()).doesNotContain("managed-hooks-only");
    }

    @Test
    void entriesOfAnOlderTuttiAreFoundIncomplete() {
        init(LOCAL, LAUNCHER);
        files.with(
                LOCAL.file(),
                text(LOCAL).replace("\"StopFailure\"", "\"Setup\"").replace("NotebookEdit|Bash", "NotebookEdit"));

        Finding finding = only("entries-missing");

        assertThat(finding.level()).isEqualTo(Level.WARN);
        assertThat(finding.text()).contains("PreToolUse, PermissionDenied, PostToolUseFailure, StopFailure,");
    }

    @Test
    void aLauncherThatIsGoneOrMayNotRunIsFound() {
        init(LOCAL, LAUNCHER);
        files.delete(LAUNCHER);
        assertThat(only("launcher-missing").level()).isEqualTo(Level.FAIL);

        init(LOCAL, Path.of("/plain/tutti"));
        files.with(Path.of("/plain/tutti"), "");
        assertThat(only("launcher-not-executable").next()).contains("chmod +x /plain/tutti");
    }

    @Test
    void twoInstallsWithTwoLaunchersAreFound() {
        init(LOCAL, LAUNCHER);
        init(USER, OTHER);

        assertThat(only("wired-twice").text()).contains("2 times");
        assertThat(only("launcher-differs").text()).contains(OTHER.toString());
    }

    @Test
    void theSameLauncherInTwoFilesIsFine() {
        init(LOCAL, LAUNCHER);
        init(USER, LAUNCHER);

        assertThat(check()).extracting(Finding::level).containsOnly(Level.OK);
    }

    @Test
    void sharedEntriesNeedALauncherOnThePath() {
        init(SHARED, LAUNCHER);
        environment.put("PATH", "/usr/bin");
        assertThat(only("launcher-not-on-path").level()).isEqualTo(Level.FAIL);

        environment.put("PATH", "relative::/usr/bin:/opt/tutti");
        assertThat(codes()).doesNotContain("launcher-not-on-path");
    }

    @Test
    void anEntryUnderWorktreeCreateIsFound() {
        init(LOCAL, LAUNCHER);
        files.with(LOCAL.file(), text(LOCAL).replace("\"Stop\"", "\"WorktreeCreate\""));

        assertThat(only("worktree-create").level()).isEqualTo(Level.FAIL);
    }

    @Test
    void aProxyThatWouldTakeHttpHooksIsFound() {
        files.with(LOCAL.file(), HTTP_HOOK);
        environment.put("https_proxy", "http://proxy:3128");
        assertThat(only("proxy-takes-hooks").next()).contains("NO_PROXY=127.0.0.1");

        environment.put("no_proxy", "localhost, 127.0.0.1");
        assertThat(codes()).doesNotContain("proxy-takes-hooks");
    }

    @Test
    void aProxyDoesNotMatterToCommandHooks() {
        init(LOCAL, LAUNCHER);
        environment.put("HTTP_PROXY", "http://proxy:3128");

        assertThat(check()).extracting(Finding::level).containsOnly(Level.OK);
    }

    @Test
    void aListOfAllowedUrlsMustHoldTheDaemons() {
        files.with(LOCAL.file(), HTTP_HOOK);
        files.with(USER.file(), "{\"allowedHttpHookUrls\": [\"https://hooks.example/*\"]}");
        assertThat(only("url-not-allowed").level()).isEqualTo(Level.FAIL);

        files.with(USER.file(), "{\"allowedHttpHookUrls\": [\"http://127.0.0.1:*\"]}");
        assertThat(codes()).doesNotContain("url-not-allowed");
    }

    @Test
    void aFolderCountsAsTrustedWithOneAroundIt() {
        files.with(ADA.resolve(".claude.json"), trusting(Path.of("/work")));
        assertThat(codes()).contains("folder-trusted");

        files.with(ADA.resolve(".claude.json"), trusting(Path.of("/elsewhere")));
        assertThat(only("folder-not-trusted").level()).isEqualTo(Level.WARN);

        files.with(ADA.resolve(".claude.json"), "{");
        assertThat(codes()).contains("folder-not-trusted");
    }

    @Test
    void anOldClientThatForgetsArgumentsIsFound() {
        init(LOCAL, LAUNCHER);
        environment.put("PATH", "relative:/empty:/usr/bin");
        assertThat(codes()).doesNotContain("client-version", "client-too-old");

        installed("2.1.138");
        assertThat(only("client-too-old").next()).contains("2.1.139");

        installed("2.1.139");
        assertThat(codes()).contains("client-version");

        installed("who knows");
        assertThat(codes()).doesNotContain("client-version", "client-too-old");
    }

    @Test
    void aClientOfItsOwnInstallerIsNamedByItsVersion() {
        init(LOCAL, LAUNCHER);
        environment.put("PATH", "/home/ada/.local/bin");
        files.withLink(
                Path.of("/home/ada/.local/bin/claude"), Path.of("/home/ada/.local/share/claude/versions/2.1.100"));

        assertThat(only("client-too-old").text()).contains("2.1.100");
    }

    @Test
    void anotherPackageAroundAClientTellsNothing() {
        init(LOCAL, LAUNCHER);
        environment.put("PATH", "/usr/bin");
        files.withExecutable(Path.of("/usr/bin/claude"))
                .with(Path.of("/usr/package.json"), "{\"name\": \"other\", \"version\": \"0.0.1\"}");

        assertThat(codes()).doesNotContain("client-version", "client-too-old");
    }

    @Test
    void anOldClientDoesNotMatterToTheSharedForm() {
        init(SHARED, LAUNCHER);
        environment.put("PATH", "/usr/bin");
        installed("2.1.20");

        assertThat(codes()).doesNotContain("client-too-old");
    }

    private void installed(String version) {
        files.withLink(Path.of("/usr/bin/claude"), Path.of("/usr/lib/node_modules/@anthropic-ai/claude-code/cli.js"))
                .with(
                        Path.of("/usr/lib/node_modules/@anthropic-ai/claude-code/package.json"),
                        "{\"name\": \"@anthropic-ai/claude-code\", \"version\": \"" + version + "\"}");
    }

    @Test
    void thePrimaryTreesLocalSettingsCountInALinkedTree() {
        init(LOCAL, LAUNCHER);
        roots = List.of(Path.of("/work/linked"), ROOT);

        assertThat(codes()).contains("wired", "folder-trusted");
    }

    @Test
    void theClientsFolderMayBeElsewhere() {
        environment.put("CLAUDE_CONFIG_DIR", "/config");
        init(WiringTarget.user(Path.of("/config")), LAUNCHER);
        files.with(Path.of("/config/.claude.json"), trusting(ROOT));

        assertThat(check()).extracting(Finding::level).containsOnly(Level.OK);
    }

    @Test
    void aFileThatCannotBeReadIsSaidToBeUnchecked() {
        init(LOCAL, LAUNCHER);
        files.with(USER.file(), "").withUnreadable(USER.file(), "it is not UTF-8 text");

        assertThat(only("settings-unreadable").level()).isEqualTo(Level.WARN);
    }

    private void init(WiringTarget target, Path launcher) {
        wiring.apply((Plan) wiring.plan(target, launcher));
    }

    private String text(WiringTarget target) {
        return files.all().getOrDefault(target.file(), "");
    }

    private List<Finding> check() {
        return wiring.check(ClientPlaces.usual(roots, ADA, environment, LAUNCHER));
    }

    private List<String> codes() {
        return check().stream().map(Finding::code).toList();
    }

    private Finding only(String code) {
        List<Finding> found =
                check().stream().filter(each -> each.code().equals(code)).toList();
        assertThat(found).as(check().toString()).hasSize(1);
        return found.getFirst();
    }

    private static String trusting(Path folder) {
        return "{\"projects\": {\"" + folder + "\": {\"hasTrustDialogAccepted\": true}}}";
    }
}
