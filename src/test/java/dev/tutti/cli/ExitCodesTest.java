package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.git.PathState;
import dev.tutti.testing.Database;
import dev.tutti.testing.FailingStore;
import dev.tutti.testing.FailingStore.Failure;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist;
import dev.tutti.testing.Typist.Said;
import dev.tutti.testing.UnpackedTutti;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Which verb ends with which code: 0 done, 1 failed, 10 another has it, 11 its term passed, 64 not understood. The launcher
 * adds 69 where no daemon can be had, the door 70 for what broke inside. The documents' commands have codes of their own: 1 not
 * understood, 12 the file was changed, 13 not known any more.
 */
final class ExitCodesTest {

    private final StoreFixture fixture = new StoreFixture(Database.SQLITE);
    private final Shop shop = new Shop(fixture);
    private final Set<Integer> seen = new TreeSet<>();
    private final Set<String> typed = new HashSet<>();

    @AfterEach
    void closeStore() {
        fixture.close();
    }

    @Test
    void everyVerbEndsWithItsCodes() {
        shop.opened();
        everyoneMayLook();
        peopleSayWhoTheyAre();
        locksAreTakenAndGivenBack();
        KnowledgeEndings.ALL.forEach(each -> ends(each.code(), each.words()));
        new NoteEndings(this::ends).check();
        theProgramIsLinkedAndUnlinked();
        filesAreWiredAndUnwired();
        theDaemonIsAskedAboutItself();
        assertThat(seen).containsExactly(0, 1, 10, 11, 64);

        scriptsUseTheDocumentsCommands();
        assertThat(seen).containsExactly(0, 1, 10, 11, 12, 13, 64);
        assertThat(typed)
                .containsAll(Commands.working(shop.ann).stream()
                        .map(words -> String.join(" ", words))
                        .toList());
    }

    private void everyoneMayLook() {
        ends(0, "status");
        ends(0, "status", "--verbose");
        ends(64, "status", "extra");
        ends(0, "instances");
        ends(64, "instances", "--as", "A");
        ends(0, "whoami");
        ends(0, "whoami", "--as", "A");
        ends(1, "whoami", "--as", "nobody");
        ends(0, "lock", "list");
        ends(64, "lock", "list", "extra");
        ends(0, "lock", "check", "README");
        ends(64, "lock", "acquire", "README", "--ttl", "0");
        ends(10, "lock", "check", "src/login.py");
        ends(0, "lock", "check", "src/login.py", "--as", "A");
        ends(1, "lock", "check", "README", "--as", "nobody");
        ends(64, "lock", "check", "src/[");
        ends(64, "lock", "check");
        ends(0, "why", "src/login.py");
        ends(0, "why", "A");
        ends(0, "why", "nobody");
        ends(64, "why");
        ends(0, "events");
        ends(0, "events", "--since", "1d");
        ends(64, "events", "--since", "yesterday");
    }

    private void peopleSayWhoTheyAre() {
        ends(64, "task");
        ends(0, "task", "set", "Look");
        ends(1, "task", "set", "Look", "--as", "nobody");
        ends(64, "task", "set");
        ends(0, "register", "build");
        ends(0, "register", "build");
        ends(1, "register", "other", "--pid", "999");
        ends(64, "register", "other", "--pid", "none");
        ends(64, "register");
        ends(0, "heartbeat", "--as", "build");
        ends(1, "heartbeat", "--as", "nobody");
        ends(64, "heartbeat", "build");
        ends(0, "bye", "--as", "build");
        ends(1, "bye", "--as", "build");
        ends(64, "bye", "build");
    }

    private void locksAreTakenAndGivenBack() {
        ends(64, "lock");
        ends(0, "lock", "acquire", "README", "VERSION");
        ends(10, "lock", "acquire", "NEWS", "src/login.py");
        ends(10, "lock", "acquire", "src/login.py", "--wait", "0s");
        ends(1, "lock", "acquire", "NEWS", "--as", "nobody");
        ends(64, "lock", "acquire", "src/[");
        ends(64, "lock", "acquire", "NEWS", "--ttl", "soon");
        ends(64, "lock", "acquire", "NEWS", "--scope", "world");
        ends(64, "lock", "acquire");
        ends(0, "lock", "renew", "README");
        ends(10, "lock", "renew", "src/login.py");
        ends(1, "lock", "renew", "NEWS");
        ends(64, "lock", "renew", "src/[");
        ends(10, "lock", "release", "README", "src/login.py");
        ends(1, "lock", "release", "README");
        ends(64, "lock", "release", "src/[");
        ends(10, "lock", "acquire", "docs/a.md");
        ends(0, "lock", "steal", "docs/a.md");
        ends(64, "lock", "steal");
        shop.stage.git().state(shop.tree, "src/login.py", PathState.CLEAN);
        shop.pass(Duration.ofMinutes(6));
        ends(0, "lock", "cleanup");
        ends(64, "lock", "cleanup", "extra");
        ends(11, "lock", "renew", "VERSION");
        ends(11, "lock", "release", "VERSION");
    }

    private void theProgramIsLinkedAndUnlinked() {
        ends(1, "install");
        ends(64, "install", "extra");
        ends(0, "upgrade");
        shop.ann.with(
                "TUTTI_LAUNCHER",
                UnpackedTutti.in(shop.stage.made("opt"), "0.1.0").toString());
        ends(0, "install");
        ends(0, "uninstall");
        ends(0, "upgrade");
        ends(64, "upgrade", "now");
        shop.ann.with("TUTTI_LAUNCHER", shop.ann.launcher().toString());
    }

    private void filesAreWiredAndUnwired() {
        Path settings = shop.tree.root().resolve(".claude/settings.local.json");
        ends(1, "doctor");
        ends(64, "doctor", "extra");
        ends(64, "init", "--team", "--user");
        shop.ann.with("TUTTI_ANSWER", "no");
        ends(1, "init");
        shop.ann.with("TUTTI_ANSWER", "y");
        ends(0, "init");
        ends(0, "init");
        ends(0, "doctor");
        shop.ann.resident().deafen("it ended with 1 and said: nothing");
        ends(1, "doctor");
        ends(0, "uninit", "--yes");
        ends(0, "uninit");
        ends(64, "uninit", "extra");
        shop.ann.files().with(settings, "{ broken");
        ends(1, "init", "--yes");
        ends(1, "uninit", "--yes");
        shop.ann.files().with(settings, "{}");
        shop.ann.files().refusing(settings);
        ends(1, "init", "--yes");
    }

    private void theDaemonIsAskedAboutItself() {
        for (String verb : List.of("up", "ps", "logs", "version", "down", "man")) {
            ends(0, verb);
            ends(64, verb, "extra");
        }
        ends(0, "config");
        ends(0, "config", "locks.hold");
        ends(64, "config", "locks.holds");
        ends(64, "config", "locks.hold", "extra");
        ends(0, "schema");
        ends(0, "schema", "lock", "list");
        ends(64, "schema", "lock", "lists");
        ends(0, "help", "lock", "list");
        ends(64, "help", "nonsense");
        ends(64, "help", "hook");
        ends(0, "completion", "bash");
        ends(64, "completion", "nonsense");
        ends(0, "--version");
        ends(0, "--help");
        ends(64, "nonsense");
    }

    private void scriptsUseTheDocumentsCommands() {
        endsAsDocumented(0, "coord-status");
        endsAsDocumented(0, "coord-status", "--verbose");
        endsAsDocumented(1, "coord-status", "--nonsense");
        endsAsDocumented(1, "coord-lock");
        endsAsDocumented(1, "coord-lock", "acquire");
        endsAsDocumented(0, "coord-lock", "acquire", "a.txt");
        endsAsDocumented(1, "coord-lock", "acquire", "src/[");
        endsAsDocumented(0, "coord-lock", "check", "a.txt");
        endsAsDocumented(0, "coord-lock", "list");
        endsAsDocumented(0, "coord-lock", "release", "a.txt");
        endsAsDocumented(0, "coord-lock", "cleanup");
        endsAsDocumented(0, "coord-decisions");
        endsAsDocumented(0, "coord-decisions", "list");
        endsAsDocumented(1, "coord-decisions", "list", "--limit=abc");
        endsAsDocumented(1, "coord-decisions", "query", "NOPE");
        endsAsDocumented(1, "coord-decisions", "add", "--category=testing");
        endsAsDocumented(0, "coord-decisions", "add", "--category=testing", "--title=x", "--description=y");
        endsAsDocumented(64, "coord");
        endsAsDocumented(64, "coord", "nonsense");
        aShellCallsTheFunctions();
        endsAsDocumented(0, "coord", "log-decision", "testing", "x", "y", "system");
        endsAsDocumented(1, "coord", "log-decision", "singing", "x", "y");
        endsAsDocumented(0, "coord", "query-decisions");
    }

    private void aShellCallsTheFunctions() {
        shop.stage.processes().start(500, 1, "bash");
        String[] shell = {"--shell", "500"};
        endsAsDocumented(0, "coord", "whoami", shell);
        endsAsDocumented(0, "coord", "generate-id", shell);
        endsAsDocumented(13, "coord", "heartbeat", shell);
        endsAsDocumented(0, "coord", "heartbeat", shell);
        endsAsDocumented(0, "coord", "register", shell);
        endsAsDocumented(0, "coord", "instances", shell);
        endsAsDocumented(0, "coord", "work", shell);
        endsAsDocumented(0, "coord", "cleanup-stale", shell);
        shop.stage.files().write(shop.tree.root().resolve("a.txt"), "one");
        endsAsDocumented(0, "coord", "acquire", "a.txt", "--shell", "500");
        endsAsDocumented(10, "coord-lock", "acquire", "a.txt");
        endsAsDocumented(10, "coord-lock", "check", "a.txt");
        endsAsDocumented(10, "coord-lock", "release", "a.txt");
        endsAsDocumented(10, "coord", "check", "a.txt");
        endsAsDocumented(0, "coord", "check", "a.txt", "--shell", "500");
        endsAsDocumented(0, "coord", "conflict", "a.txt", "--shell", "500");
        shop.stage.files().write(shop.tree.root().resolve("a.txt"), "two");
        endsAsDocumented(12, "coord", "conflict", "a.txt", "--shell", "500");
        endsAsDocumented(0, "coord", "renew", "a.txt", "--shell", "500");
        endsAsDocumented(0, "coord", "release", "a.txt", "--shell", "500");
        endsAsDocumented(1, "coord", "renew", "a.txt", "--shell", "500");
        endsAsDocumented(0, "coord", "release-of", "nobody");
        endsAsDocumented(0, "coord", "release-all", shell);
        endsAsDocumented(0, "coord", "acquire", "a.txt", "--shell", "500");
        shop.pass(Duration.ofMinutes(6));
        endsAsDocumented(11, "coord", "acquire", "a.txt");
        endsAsDocumented(0, "coord", "unregister", shell);
    }

    private void endsAsDocumented(int code, String command, String verb, String[] rest) {
        endsAsDocumented(
                code, Stream.concat(Stream.of(command, verb), Stream.of(rest)).toArray(String[]::new));
    }

    /** Their words are the documents', so what went wrong is told in these, on standard error. */
    private void endsAsDocumented(int code, String... words) {
        Said said = shop.ann.type(words);

        assertThat(said.code())
                .as(String.join(" ", words) + "\n" + said.out() + said.err())
                .isEqualTo(code);
        assertThat(said.err().isEmpty()).as(String.join(" ", words)).isEqualTo(code == 0);
        note(code, words);
    }

    private void ends(int code, String... words) {
        Said said = shop.ann.type(words);

        assertThat(said.code())
                .as(String.join(" ", words) + "\n" + said.out() + said.err())
                .isEqualTo(code);
        boolean wentWrong = code != 0 && !(code == 1 && words[0].equals("doctor"));
        if (wentWrong) {
            assertThat(said.err()).as(String.join(" ", words)).startsWith("tutti: ");
        } else {
            assertThat(said.err()).as(String.join(" ", words)).isEmpty();
        }
        note(code, words);
    }

    private void note(int code, String... words) {
        seen.add(code);
        Commands.all(shop.ann).stream()
                .filter(command -> words.length >= command.size()
                        && List.of(words).subList(0, command.size()).equals(command))
                .forEach(command -> typed.add(String.join(" ", command)));
    }

    /** A store that is gone takes nothing down that can do without it, and is named by what cannot. */
    @Test
    void withoutItsStoreACommandFailsPlainlyAndTheDaemonsOwnGoOn() {
        FailingStore store = new FailingStore(fixture.store());
        Stage stage = new Stage(fixture.ticker(), fixture.ids(), fixture.folder(), UnaryOperator.identity(), store);
        Typist ann = new Typist(stage).at(stage.repository("other").root());
        store.fail(Failure.CRASH_BEFORE, 0);
        ann.type("register", "build");
        stage.ticker().pass(Duration.ofHours(1));

        List<String> fine = new ArrayList<>();
        for (List<String> words : List.of(
                List.of("status"),
                List.of("instances"),
                List.of("whoami"),
                List.of("task", "set", "x"),
                List.of("register", "x"),
                List.of("heartbeat"),
                List.of("bye"),
                List.of("lock", "acquire", "x"),
                List.of("lock", "release", "x"),
                List.of("lock", "check", "x"),
                List.of("lock", "list"),
                List.of("lock", "renew", "x"),
                List.of("lock", "cleanup"),
                List.of("lock", "steal", "x"),
                List.of("why", "x"),
                List.of("events"),
                List.of("doctor"),
                List.of("config"),
                List.of("ps"),
                List.of("logs"),
                List.of("version"),
                List.of("up"),
                List.of("init", "--yes"),
                List.of("uninit", "--yes"),
                List.of("down"))) {
            Said said = ann.type(words.toArray(String[]::new));
            if (said.code() == 0) {
                fine.add(words.getFirst());
            } else {
                assertThat(said.code()).as(words.toString()).isEqualTo(1);
                assertThat(said.out() + said.err()).as(words.toString()).contains("CLOSED");
            }
        }
        assertThat(fine).containsExactly("config", "ps", "logs", "version", "up", "init", "uninit", "down");
    }
}
