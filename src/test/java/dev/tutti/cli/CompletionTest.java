package dev.tutti.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.testing.Database;
import dev.tutti.testing.FinishedProcess;
import dev.tutti.testing.ProcessRun;
import dev.tutti.testing.RunningProcess;
import dev.tutti.testing.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shell offers, in the shells themselves; zsh and fish where there are any. */
final class CompletionTest {

    private final StoreFixture fixture = new StoreFixture(Database.SQLITE);
    private final Shop shop = new Shop(fixture);

    @TempDir
    private Path folder;

    @AfterEach
    void closeStore() {
        fixture.close();
    }

    /** A stand-in for the launcher: it knows two instances and two locks, and prints what else it is called with. */
    @BeforeEach
    void makeTutti() throws IOException {
        Path tutti = Files.writeString(folder.resolve("tutti"), """
                #!/bin/bash
                case "$1 $2" in
                  'complete instances') printf 'A\\nformatter\\n' ;;
                  'complete locks') printf 'src/login.py\\nsrc/a b.py\\n' ;;
                  'complete own-locks') printf 'src/login.py\\n' ;;
                  'complete settings') printf 'locks.hold\\n' ;;
                  *) printf '<%s>' "$@" ;;
                esac
                """);
        assertThat(tutti.toFile().setExecutable(true)).isTrue();
        Files.createDirectories(folder.resolve("docs/guide"));
        Files.writeString(folder.resolve("domain.txt"), "");
    }

    @Test
    void bashOffersCommandsVerbsAndOptions() {
        assertThat(bash(""))
                .contains("status", "instances", "lock", "completion")
                .doesNotContain("complete");
        assertThat(bash("st")).containsExactly("status");
        assertThat(bash("lock", ""))
                .containsExactly("acquire", "release", "check", "list", "renew", "cleanup", "steal");
        assertThat(bash("lock", "re")).containsExactly("release", "renew");
        assertThat(bash("lock", "acquire", "--s")).containsExactly("--shared", "--scope");
        assertThat(bash("task", "set", "x", "--")).contains("--as", "--json", "--help");
        assertThat(bash("completion", "")).containsExactly("bash", "zsh", "fish");
    }

    @Test
    void bashOffersValues() {
        assertThat(bash("lock", "acquire", "--scope", "")).containsExactly("tree", "project");
        assertThat(bash("lock", "acquire", "--scope", "=", "pr")).containsExactly("project");
        assertThat(bash("lock", "acquire", "--scope", "=")).containsExactly("tree", "project");
        assertThat(bash("lock", "acquire", "--reason", "")).isEmpty();
        assertThat(bash("lock", "acquire", "--reason", "list", "--sh")).containsExactly("--shared");
        assertThat(bash("events", "--since", "")).contains("5m", "1h");
    }

    @Test
    void bashOffersWhoIsHereAndWhatIsLocked() {
        assertThat(bash("whoami", "--as", "")).containsExactly("A", "formatter");
        assertThat(bash("whoami", "--as", "f")).containsExactly("formatter");
        assertThat(bash("lock", "release", "")).containsExactly("src/login.py");
        assertThat(bash("config", "")).containsExactly("locks.hold");
        assertThat(bash("why", "")).contains("A", "formatter", "src/a b.py", "domain.txt", "docs");
        assertThat(bash("lock", "acquire", "do")).containsExactlyInAnyOrder("docs", "domain.txt");
    }

    /** A person at a terminal: the tab key, and what the shell makes of it. */
    @Test
    void bashCompletesATypedLine() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")));
        Path script = script("bash");
        Files.writeString(folder.resolve("rc"), "PATH=" + folder + ":$PATH PS1='> '\n. '" + script + "'\n");

        try (RunningProcess shell = ProcessRun.of(
                        "/usr/bin/script", "-qefc", "bash --noprofile --rcfile rc -i", "/dev/null")
                .in(folder)
                .with("TERM", "dumb")
                .with("HOME", folder.toString())
                .input("tutti loc\tacq\tdom\t--sc\tpr\t; exit\n")
                .start()) {
            assertThat(shell.await().outText()).contains("<lock><acquire><domain.txt><--scope><project>");
        }
    }

    @Test
    void zshOffersTheSame() {
        needs("zsh");

        assertThat(zsh(""))
                .contains(
                        "status:Where everybody stands in the project you are in.",
                        "lock:Locks by hand\\: the right to change a path or glob.");
        assertThat(zsh("lock", "")).hasSize(7).anyMatch(line -> line.startsWith("acquire:"));
        assertThat(zsh("lock", "acquire", "--s")).anyMatch(line -> line.startsWith("--shared:"));
        assertThat(zsh("lock", "acquire", "--scope", "")).containsExactly("tree", "project");
        assertThat(zsh("lock", "acquire", "--scope=pr")).containsExactly("tree", "project");
        assertThat(zsh("whoami", "--as", "")).containsExactly("A", "formatter");
        assertThat(zsh("lock", "release", "")).containsExactly("src/login.py");
        assertThat(zsh("config", "")).containsExactly("locks.hold");
        assertThat(zsh("why", "")).containsExactly("A", "formatter", "src/login.py", "src/a b.py", "(files)");
        assertThat(zsh("lock", "acquire", "--reason", "list", "")).containsExactly("(files)");
    }

    @Test
    void fishOffersTheSame() {
        needs("fish");

        assertThat(fish(""))
                .contains("status\tWhere everybody stands in the project you are in.")
                .noneMatch(line -> line.startsWith("complete\t"));
        assertThat(fish("lock ")).hasSize(7).anyMatch(line -> line.startsWith("acquire\t"));
        assertThat(fish("lock acquire --s")).anyMatch(line -> line.startsWith("--shared\t"));
        assertThat(fish("lock acquire --scope ")).anyMatch(line -> line.startsWith("project"));
        assertThat(fish("whoami --as ")).anyMatch(line -> line.startsWith("formatter"));
        assertThat(fish("lock release ")).anyMatch(line -> line.startsWith("src/login.py"));
        assertThat(fish("config ")).anyMatch(line -> line.startsWith("locks.hold"));
        assertThat(fish("why ")).anyMatch(line -> line.startsWith("A")).anyMatch(line -> line.startsWith("domain.txt"));
        assertThat(fish("lock acquire do"))
                .anyMatch(line -> line.startsWith("docs"))
                .anyMatch(line -> line.startsWith("domain.txt"));
    }

    @Test
    void theDaemonKnowsWhoIsHereAndWhatIsLocked() {
        shop.opened();

        assertThat(shop.ann.type("complete", "instances").out()).isEqualTo("A\nA.1\nB\nC\nformatter\n");
        assertThat(shop.ann.type("complete", "settings", "locks.ho").out()).isEqualTo("locks.hold\n");
        assertThat(shop.ann.type("complete", "instances", "f").out()).isEqualTo("formatter\n");
        assertThat(shop.ann.type("complete", "instances", "claude-2026").out().lines())
                .hasSize(4);
        assertThat(shop.ann.type("complete", "locks").out())
                .isEqualTo("src/login.py\nsrc/session.py\nsrc/pay.py\ndocs/**\n");
        assertThat(shop.ann.type("complete", "own-locks").out()).isEmpty();
        shop.ann.type("lock", "acquire", "README");
        assertThat(shop.ann.type("complete", "own-locks").out()).isEqualTo("README\n");
        assertThat(shop.ann.type("complete", "own-locks", "--json").out()).isEqualTo("{\"candidates\":[\"README\"]}\n");
    }

    @Test
    void lockedPathsAreNamedFromWhereOneStands() throws IOException {
        shop.opened();
        Path inside = Files.createDirectories(shop.tree.root().resolve("src/deep"));
        Path docs = Files.createDirectories(shop.tree.root().resolve("docs"));

        assertThat(shop.ann.at(inside).type("complete", "locks").out())
                .isEqualTo("../login.py\n../session.py\n../pay.py\n");
        assertThat(shop.ann.at(docs).type("complete", "locks", "*").out()).isEqualTo("**\n");
    }

    @Test
    void whereNothingHappenedThereIsNothingToOffer() {
        assertThat(shop.ann.type("complete", "instances").out()).isEmpty();
        assertThat(shop.ann.type("complete", "locks").out()).isEmpty();
    }

    @Test
    void aNameThatAShellWouldShowOtherwiseIsNotOffered() {
        shop.opened();
        shop.ann.type("lock", "acquire", "two\nlines");

        assertThat(shop.ann.type("complete", "own-locks").out()).isEmpty();
    }

    private void needs(String shell) {
        boolean found = Stream.of(ProcessRun.path().split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place).resolve(shell)));
        assumeTrue(found, shell + " is not installed: its completion is not tested here");
    }

    private Path script(String shell) throws IOException {
        return Files.writeString(
                folder.resolve("script." + shell),
                shop.ann.type("completion", shell).out());
    }

    /** What bash would offer for these words, the last one being typed. */
    private List<String> bash(String... words) {
        List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", """
                . "$1"
                shift
                COMP_WORDS=("$0" "$@") COMP_CWORD=$#
                _tutti
                [[ ${COMPREPLY+set} ]] && printf '%s\\n' "${COMPREPLY[@]}"
                exit 0
                """));
        return offered(command, "bash", words);
    }

    /** As bash; what the shell itself would add is told by stand-ins for its functions. */
    private List<String> zsh(String... words) {
        List<String> command = new ArrayList<>(List.of("zsh", "-f", "-c", """
                compdef() { : }
                compset() { : }
                compadd() {
                  local array
                  if [[ $1 == -a ]]; then array=(${(P)2}); else array=("${@[2,-1]}"); fi
                  print -rl -- $array
                }
                _describe() { print -rl -- ${(P)@[-1]} }
                _files() { print '(files)' }
                . "$1"
                shift
                words=("$0" "$@") CURRENT=$(($# + 1)) PREFIX=$@[-1]
                _tutti
                """));
        return offered(command, "zsh", words);
    }

    private List<String> offered(List<String> command, String shell, String... words) {
        try {
            command.add(folder.resolve("tutti").toString());
            command.add(script(shell).toString());
            command.addAll(List.of(words));
            FinishedProcess said = ProcessRun.of(command).in(folder).run().orThrow();
            assertThat(said.errText()).isEmpty();
            return said.outText().lines().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> fish(String line) {
        try {
            FinishedProcess said = ProcessRun.of(
                            "fish",
                            "--no-config",
                            "-c",
                            "source '" + script("fish") + "'; complete -C 'tutti " + line + "'")
                    .in(folder)
                    .with("PATH", folder + ":" + ProcessRun.path())
                    .with("HOME", folder.toString())
                    .run()
                    .orThrow();
            assertThat(said.errText()).isEmpty();
            return new String(said.out(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
