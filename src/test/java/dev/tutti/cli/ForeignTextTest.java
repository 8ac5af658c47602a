package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.config.ConfigurationReader;
import dev.tutti.kernel.config.Reading;
import dev.tutti.kernel.config.Setting;
import dev.tutti.kernel.config.SettingTypes;
import dev.tutti.kernel.config.Sources;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.PathState;
import dev.tutti.kernel.home.DaemonEntry;
import dev.tutti.kernel.home.Registry;
import dev.tutti.kernel.home.StopCause;
import dev.tutti.kernel.home.StopReason;
import dev.tutti.testing.Actor;
import dev.tutti.testing.Database;
import dev.tutti.testing.HandTicker;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist;
import dev.tutti.testing.Typist.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that somebody else may have named or said, with sequences that move a terminal, break a line or turn it. */
final class ForeignTextTest {

    /** Colour, title, line break, right-to-left override, zero width, C1; then a line that would look like our own. */
    private static final String NASTY = "x\u001b[31m\u001b]0;title\u0007\n\rFORGED\u202e\u2066\u200b\u0085\u009b2Jy";

    private final StoreFixture fixture = new StoreFixture(Database.SQLITE);
    private final Stage stage = new Stage(fixture);
    private final GitPlace repo = stage.repository("shop " + NASTY);
    private final Typist ann = new Typist(stage).at(repo.root()).with("COLUMNS", "400");

    @AfterEach
    void closeStore() {
        fixture.close();
    }

    private void somethingOfEachKind() throws IOException {
        stage.git().branch(repo, "branch " + NASTY);
        Actor a = stage.actor("session-a", 101, repo)
                .with("TUTTI_ROLE", "role " + NASTY)
                .with("TUTTI_NAME", NASTY);
        a.start();
        a.prompt("task " + NASTY);
        a.change("a-1", "src/" + NASTY, "one");
        stage.git().state(repo, "src/" + NASTY, PathState.CHANGED);
        stage.actor("session-b", 102, repo).edit("b-1", "src/" + NASTY);
        ann.type("register", NASTY, "--role", "role " + NASTY, "--task", "task " + NASTY);
        ann.type("note", "add", "note " + NASTY, "--as", "A");
        ann.type("memory", "learn", "patterns", "pattern " + NASTY, "--as", "A");
        ann.type("lock", "acquire", "docs/" + NASTY, "--reason", "reason " + NASTY);
        ann.type("message", "send", "B", "text " + NASTY);
        ann.type("message", "reply", "msg-1", "answer " + NASTY, "--as", "B");
        Files.createDirectories(ann.resident().home().registry());
        Files.createDirectories(ann.resident().home().log().getParent());
        new Registry(ann.resident().home()).put(leftBecause("reason " + NASTY));
        Files.writeString(ann.resident().home().log(), "line " + NASTY.replaceAll("[\n\r]", "") + "\n");
        ann.files().with(repo.root().resolve(".claude/settings.local.json"), "{\"a\": \"\u202e\u009b2J\"}\n");
    }

    private DaemonEntry leftBecause(String text) {
        DaemonEntry now = ann.resident().entry();
        return DaemonEntry.starting("00000000-0000-4000-8000-000000000002", 4001, now.build(), HandTicker.START)
                .stopped(HandTicker.START, new StopReason(StopCause.ASKED, text));
    }

    private List<String[]> everyWayToSeeIt() {
        String path = "src/" + NASTY;
        return Stream.of(
                        List.of("status"),
                        List.of("status", "--verbose"),
                        List.of("instances"),
                        List.of("whoami", "--as", "A"),
                        List.of("lock", "list"),
                        List.of("lock", "check", path),
                        List.of("lock", "acquire", path),
                        List.of("lock", "acquire", path + "["),
                        List.of("lock", "release", path),
                        List.of("lock", "release", "docs/" + NASTY),
                        List.of("lock", "release", "other " + NASTY),
                        List.of("lock", "renew", path),
                        List.of("lock", "steal", path, "--reason", NASTY),
                        List.of("why", path),
                        List.of("why", "A"),
                        List.of("why", "nobody " + NASTY),
                        List.of("events"),
                        List.of("message", "send", NASTY, NASTY),
                        List.of("message", "send", "@" + NASTY, NASTY),
                        List.of("message", "send", "B", NASTY),
                        List.of("message", "status"),
                        List.of("message", "status", "msg-1"),
                        List.of("message", "status", NASTY),
                        List.of("message", "thread", "msg-1"),
                        List.of("message", "inbox", "--seen"),
                        List.of("message", "inbox", "--as", "B"),
                        List.of("note", "list"),
                        List.of("note", "add", NASTY),
                        List.of("memory", "show"),
                        List.of("memory", "show", "patterns"),
                        List.of("memory", "learn", "patterns", NASTY),
                        List.of("memory", "learn", NASTY, NASTY),
                        List.of("task", "set", NASTY),
                        List.of("register", NASTY),
                        List.of("heartbeat", "--as", NASTY),
                        List.of("bye", "--as", NASTY),
                        List.of("ps"),
                        List.of("logs"),
                        List.of("config"),
                        List.of("doctor"),
                        List.of("init", "--yes"),
                        List.of("uninit", "--yes"),
                        List.of(NASTY),
                        List.of("status", NASTY),
                        List.of("status", "--" + NASTY),
                        List.of("lock", "acquire", "a", "--ttl", NASTY))
                .map(words -> words.toArray(String[]::new))
                .toList();
    }

    private List<String[]> andTheDocuments() {
        String path = "src/" + NASTY;
        return Stream.of(
                        List.of("coord-status"),
                        List.of("coord-status", "--verbose"),
                        List.of("coord-status", "--" + NASTY),
                        List.of("coord-lock", "list"),
                        List.of("coord-lock", "check", path),
                        List.of("coord-lock", "acquire", path),
                        List.of("coord-lock", "acquire", path + "["),
                        List.of("coord-lock", "release", path),
                        List.of("coord-lock", "cleanup"),
                        List.of("coord", "instances"),
                        List.of("coord", "work", NASTY),
                        List.of("coord", "check", path),
                        List.of("coord", "renew", path),
                        List.of("coord", "renew", path + "["),
                        List.of("coord", "release", path),
                        List.of("coord", "acquire", path, NASTY),
                        List.of("coord", "register", "--shell", "101", NASTY, NASTY),
                        List.of("coord", "whoami"),
                        List.of("coord-decisions", "add", NASTY))
                .map(words -> words.toArray(String[]::new))
                .toList();
    }

    /** Their JSON is laid out over several lines. */
    @Test
    void inWhatTheDocumentsCommandsSayItIsInert() throws IOException {
        somethingOfEachKind();

        List<String> bad = new ArrayList<>();
        for (String[] words : andTheDocuments()) {
            for (String[] form : List.of(new String[0], new String[] {"--json"})) {
                Said said = ann.type(
                        Stream.concat(Stream.of(words), Stream.of(form)).toArray(String[]::new));
                String all = said.out() + said.err();
                if (all.codePoints().anyMatch(ForeignTextTest::moves)
                        || all.lines().anyMatch(line -> line.startsWith("FORGED"))) {
                    bad.add(String.join(" ", words).replace(NASTY, "NASTY") + "\n" + printable(all));
                }
            }
        }
        assertThat(bad).isEmpty();
    }

    @Test
    void inTextItIsInert() throws IOException {
        somethingOfEachKind();

        List<String> bad = new ArrayList<>();
        for (String[] words : everyWayToSeeIt()) {
            Said said = ann.under(nastySettings()).type(words);
            String all = said.out() + said.err() + said.question().orElse("");
            if (all.codePoints().anyMatch(ForeignTextTest::moves)
                    || all.lines().anyMatch(line -> line.startsWith("FORGED"))) {
                bad.add(String.join(" ", words).replace(NASTY, "NASTY") + "\n" + printable(all));
            }
        }
        assertThat(bad).isEmpty();
    }

    @Test
    void inJsonItIsEscapedAndWhole() throws IOException {
        somethingOfEachKind();

        for (String[] words : everyWayToSeeIt()) {
            Said said = ann.type(
                    Stream.concat(Stream.of(words), Stream.of("--json")).toArray(String[]::new));
            assertThat(said.out().codePoints().filter(ForeignTextTest::moves))
                    .as(printable(said.out()))
                    .isEmpty();
            said.out()
                    .lines()
                    .forEach(line -> assertThat(
                                    JsonMapper.shared().readTree(line).isObject())
                            .isTrue());
        }
        JsonNode status =
                JsonMapper.shared().readTree(ann.type("status", "--json").out());
        assertThat(status.at("/locks/0/path").asString()).isEqualTo("src/" + NASTY);
        assertThat(status.at("/instances/0/branch").asString()).isEqualTo("branch " + NASTY);
    }

    /** What a settings file may hold without being refused. */
    private static Configuration nastySettings() {
        Setting<String> setting = Setting.of("a.b", SettingTypes.text("any", _ -> true), "", "what it is");
        Reading reading = new ConfigurationReader(List.of(setting))
                .read(new Sources(Map.of("a.b", NASTY), Map.of(), Optional.empty(), Optional.empty()));
        return ((Reading.Whole) reading).configuration();
    }

    private static boolean moves(int c) {
        return c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.append(moves(c) ? String.format("<%04x>", c) : Character.toString(c)));
        return out.toString();
    }
}
