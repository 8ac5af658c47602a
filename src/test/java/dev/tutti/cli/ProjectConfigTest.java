package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.flows.Customs;
import dev.tutti.flows.FlowSettings;
import dev.tutti.flows.Flows;
import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.config.ConfigurationReader;
import dev.tutti.kernel.config.Reach;
import dev.tutti.kernel.config.Reading;
import dev.tutti.kernel.config.Setting;
import dev.tutti.kernel.config.SettingTypes;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.projects.Ground;
import dev.tutti.testing.Database;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Settings that a project adds are shown, and their mistakes are told, where somebody stands in it. */
final class ProjectConfigTest {

    private static final Setting<List<String>> CLOSED = Setting.of(
                    "locks.fail_closed",
                    SettingTypes.list(SettingTypes.text("GLOB", text -> !text.contains("[")), 9),
                    List.<String>of("usual"),
                    "what fails closed")
            .reach(Reach.ADDED);
    private static final Setting<Long> DAYS = Setting.of("journal.keep_days", SettingTypes.number(1, 9), 5L, "days");
    private static final ConfigurationReader READER = new ConfigurationReader(List.of(CLOSED, DAYS));

    private final StoreFixture fixture = new StoreFixture(Database.SQLITE);
    private final Stage stage = new Stage(fixture);
    private final GitPlace repo = stage.repository("repo");
    private final Configuration configuration = Configuration.defaults(List.of(CLOSED, DAYS));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void configShowsWhatIsInForceHereAndFromWhere() throws IOException {
        write("journal.keep_days = 1\n[locks]\nfail_closed = [\"db/**\", \"x\"]\n");

        assertThat(said("config").lines())
                .anyMatch(line -> line.matches("locks.fail_closed +db/\\*\\*, x +project +what fails closed"))
                .anyMatch(line -> line.matches("journal.keep_days +5 +default +days"))
                .contains(".tutti.toml:1:1: journal.keep_days is the user's alone; passed over");
        assertThat(said("config", "--json"))
                .contains("\"value\":\"db/**, x\"")
                .contains("\"problems\":[\".tutti.toml:1:1");
    }

    @Test
    void aMistakenFileChangesNothingAndIsToldByConfigAndDoctor() throws IOException {
        write("[locks]\nfail_closed = [\"db[\", \"x\"]\n");

        String must = ".tutti.toml:2:1: locks.fail_closed must be a list of at most 9, each GLOB; \"db[\" is none";
        assertThat(said("config").lines())
                .anyMatch(line -> line.matches("locks.fail_closed +usual +default .*"))
                .contains(must + "; nothing of this file is in force");
        assertThat(said("doctor"))
                .contains("FAIL  " + must + "\n      Next step: correct it in " + repo.root()
                        + "; until then nothing of that file is in force");
    }

    /** The user's file was read at the start of the daemon: a change seemed to have no effect at all. */
    @Test
    void aChangeOfTheUsersFileIsSaidToCountFromTheNextStart() throws IOException {
        writeUsers("journal.keep_days = 5\n[locks]\nfail_closed = [\"db/**\"]\n");

        assertThat(said("config").lines())
                .contains("config.toml was changed and counts from the daemon's next start (tutti down):"
                        + " locks.fail_closed");
        assertThat(said("config", "--json")).contains("\"problems\":[\"config.toml was changed");
        assertThat(said("doctor"))
                .containsPattern("warn  .*/config.toml has changed since this daemon started: locks.fail_closed\n"
                        + "      Next step: tutti down; ");
    }

    @Test
    void aMistakeInTheUsersFileIsToldBeforeItPreventsAStart() throws IOException {
        writeUsers("journal.kep_days = 1\n");

        String wrong = "config.toml:1:1: there is no setting journal.kep_days";
        assertThat(said("config")).contains("\n" + wrong).contains("; no daemon can start with that\n");
        assertThat(said("doctor")).contains("FAIL  " + wrong).contains("no daemon can start after this one");
    }

    @Test
    void withoutAFileThereIsNothingToTell() {
        assertThat(said("config")).doesNotContain("toml");
        assertThat(said("config", "--json")).contains("\"problems\":[]");
        assertThat(said("doctor")).doesNotContain("toml");
    }

    private void write(String text) throws IOException {
        Files.writeString(repo.root().resolve(".tutti.toml"), text);
    }

    private void writeUsers(String text) throws IOException {
        Files.writeString(stage.made("home").resolve("config.toml"), text);
    }

    private String said(String... words) {
        FlowSettings settings = stage.settings();
        Customs customs = new Customs() {
            @Override
            public FlowSettings usual() {
                return settings;
            }

            @Override
            public FlowSettings on(Ground ground) {
                return settings;
            }

            @Override
            public Optional<Reading> reading(Ground ground) {
                Path file = ground.primaryRoot().resolve(".tutti.toml");
                return Files.exists(file) ? Optional.of(READER.read(configuration, file)) : Optional.empty();
            }
        };
        Flows flows = new Flows(stage.rooms(), customs, (_, _) -> {}, "machine");
        return new Console(stage, flows, configuration, repo.root()).said(words);
    }
}
