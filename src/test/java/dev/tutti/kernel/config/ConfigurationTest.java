package dev.tutti.kernel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    private static final Setting<String> URL = Setting.of(
                    "store.url", SettingTypes.text("a URL", url -> url.contains(":")), "a:b", "the store")
            .variable("TUTTI_STORE");
    private static final Setting<Duration> TTL = Setting.of(
                    "locks.default_ttl",
                    SettingTypes.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
                    Duration.ofMinutes(5),
                    "how long")
            .reach(Reach.PROJECT);
    private static final Setting<String> GUARD = Setting.of(
                    "locks.other_tree", SettingTypes.choice("warn", "ask", "deny"), "ask", "what is met")
            .reach(Reach.GUARD);
    private static final Setting<Long> DAYS =
            Setting.of("journal.keep_days", SettingTypes.number(1, 99), 90L, "how many days");
    private static final Setting<List<Numbered>> RANKS = Setting.of(
                    "locks.ranks",
                    SettingTypes.list(SettingTypes.numbered("NAME", name -> !name.contains("!"), -9, 9), 3),
                    List.<Numbered>of(),
                    "who goes first")
            .reach(Reach.PROJECT);
    private static final Setting<List<String>> CLOSED = Setting.of(
                    "locks.closed",
                    SettingTypes.list(SettingTypes.text("GLOB", text -> !text.contains("!")), 3),
                    List.<String>of(),
                    "what is closed")
            .reach(Reach.ADDED);
    private static final ConfigurationReader READER =
            new ConfigurationReader(List.of(URL, TTL, GUARD, DAYS, RANKS, CLOSED));

    @TempDir
    Path folder;

    private Path user = Path.of("/none");
    private Path project = Path.of("/none");

    @BeforeEach
    void namePaths() {
        user = folder.resolve("config.toml");
        project = folder.resolve(".tutti.toml");
    }

    private Reading read(Map<String, String> flags, Map<String, String> environment) {
        return READER.read(new Sources(flags, environment, Optional.of(user), Optional.of(project)));
    }

    private static Reading.Whole whole(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Whole.class);
        return (Reading.Whole) reading;
    }

    private static List<String> problems(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading)
                .problems().stream().map(Problem::toString).toList();
    }

    @Test
    void withoutAnySourceEveryDefaultServes() {
        Configuration configuration = whole(read(Map.of(), Map.of())).configuration();

        assertThat(configuration.get(TTL)).isEqualTo(Duration.ofMinutes(5));
        assertThat(configuration.get(DAYS)).isEqualTo(90);
        assertThat(configuration.origin(TTL)).isEqualTo(Origin.DEFAULT);
    }

    @Test
    void flagsBeatTheEnvironmentWhichBeatsTheFiles() throws IOException {
        Files.writeString(user, "journal.keep_days = 4\n");

        assertThat(whole(read(Map.of(), Map.of())).configuration().get(DAYS)).isEqualTo(4);
        Map<String, String> environment = Map.of("TUTTI_JOURNAL_KEEP_DAYS", "3");
        assertThat(whole(read(Map.of(), environment)).configuration().get(DAYS)).isEqualTo(3);
        assertThat(whole(read(Map.of("journal.keep_days", "2"), environment))
                        .configuration()
                        .get(DAYS))
                .isEqualTo(2);
    }

    @Test
    void anEmptyVariableSaysNothing() {
        assertThat(whole(read(Map.of(), Map.of("TUTTI_STORE", "")))
                        .configuration()
                        .origin(URL))
                .isEqualTo(Origin.DEFAULT);
    }

    @Test
    void theProjectBeatsTheUserWhereNoSafetyIsConcerned() throws IOException {
        Files.writeString(user, "[locks]\ndefault_ttl = \"1h\"\n");
        Files.writeString(project, "[locks]\ndefault_ttl = \"1h30m\"\n");

        assertThat(whole(read(Map.of(), Map.of())).configuration().get(TTL)).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void theUserBeatsTheProjectWhereSafetyIsConcerned() throws IOException {
        Files.writeString(user, "[locks]\nother_tree = \"warn\"\n");
        Files.writeString(project, "[locks]\nother_tree = \"deny\"\n");

        assertThat(whole(read(Map.of(), Map.of())).configuration().get(GUARD)).isEqualTo("warn");
    }

    @Test
    void aProjectMayTightenAGuardButNeverWeakenIt() throws IOException {
        Files.writeString(project, "[locks]\nother_tree = \"deny\"\n");
        assertThat(whole(read(Map.of(), Map.of())).configuration().get(GUARD)).isEqualTo("deny");

        Files.writeString(project, "[locks]\nother_tree = \"warn\"\n");
        Reading.Whole reading = whole(read(Map.of(), Map.of()));
        assertThat(reading.configuration().get(GUARD)).isEqualTo("ask");
        assertThat(reading.notes())
                .extracting(Problem::toString)
                .containsExactly(
                        ".tutti.toml:2:1: locks.other_tree may only be made stricter by a project; passed over");
    }

    @Test
    void aProjectNeverSetsWhatIsTheUsersAlone() throws IOException {
        Files.writeString(project, "store.url = \"x:y\"\n");

        Reading.Whole reading = whole(read(Map.of(), Map.of()));

        assertThat(reading.configuration().get(URL)).isEqualTo("a:b");
        assertThat(reading.notes()).singleElement().asString().contains("is the user's alone");
    }

    @Test
    void aProjectAddsToWhatAddsUpAndTakesNothingAway() throws IOException {
        Files.writeString(project, "[locks]\nclosed = [\"b\", \"c\"]\n");
        assertThat(whole(read(Map.of(), Map.of())).configuration().get(CLOSED)).containsExactly("b", "c");

        Files.writeString(user, "[locks]\nclosed = [\"a\", \"b\"]\n");
        Configuration both = whole(read(Map.of(), Map.of())).configuration();
        assertThat(both.get(CLOSED)).containsExactly("a", "b", "c");
        assertThat(both.lines().getLast().where()).isEqualTo("config.toml:2:1 and .tutti.toml:2:1");
        assertThat(whole(read(Map.of(), Map.of("TUTTI_LOCKS_CLOSED", "d")))
                        .configuration()
                        .get(CLOSED))
                .containsExactly("d", "b", "c");

        Files.writeString(project, "[locks]\nclosed = []\n");
        assertThat(whole(read(Map.of(), Map.of())).configuration().get(CLOSED)).containsExactly("a", "b");
    }

    /** A daemon serves many projects: each is read over what was read for the user, by the same rules. */
    @Test
    void aProjectReadLaterIsTheSameAsOneReadAtOnce() throws IOException {
        Files.writeString(user, "[locks]\ndefault_ttl = \"1h\"\nclosed = [\"a\"]\n");
        Files.writeString(
                project,
                "store.url = \"x:y\"\n[locks]\ndefault_ttl = \"2h\"\nother_tree = \"deny\"\nclosed = [\"b\"]\nranks = [\"p=1\"]\n");
        Map<String, String> environment = Map.of("TUTTI_LOCKS_RANKS", "e=1");

        Reading.Whole atOnce = whole(read(Map.of(), environment));
        Configuration alone = whole(READER.read(Sources.of(environment, user))).configuration();
        Reading.Whole later = whole(READER.read(alone, project));

        assertThat(later.configuration().lines())
                .isEqualTo(atOnce.configuration().lines());
        assertThat(later.notes()).isEqualTo(atOnce.notes()).hasSize(1);
        assertThat(later.configuration().get(TTL)).isEqualTo(Duration.ofHours(2));
        assertThat(later.configuration().get(RANKS)).containsExactly(new Numbered("e", 1));
        assertThat(later.configuration().get(GUARD)).isEqualTo("deny");
    }

    @Test
    void mistakesOfAProjectAreAllReportedAndNothingOfItIsInForce() throws IOException {
        Files.writeString(project, "[locks]\nother_tree = \"maybe\"\nclosed = [\"no!\"]\nx = 1\n");

        assertThat(problems(READER.read(Configuration.defaults(List.of()), project)))
                .containsExactlyInAnyOrder(
                        ".tutti.toml:4:1: there is no setting locks.x; tutti config lists them all",
                        ".tutti.toml:2:1: locks.other_tree must be warn, ask, deny; it is \"maybe\"",
                        ".tutti.toml:3:1: locks.closed must be a list of at most 3, each GLOB; \"no!\" is none");
        assertThat(whole(READER.read(Configuration.defaults(List.of()), Path.of("/none")))
                        .configuration()
                        .get(GUARD))
                .isEqualTo("ask");
    }

    @Test
    void allMistakesOfAllSourcesComeAtOnceWithPlaceSettingAndBound() throws IOException {
        Files.writeString(user, "[locks]\ndefault_ttl = \"5 minutes\"\nother_tree = \"maybe\"\n[colour]\nscheme = 1\n");

        assertThat(problems(read(Map.of("nothing.here", "1"), Map.of("TUTTI_JOURNAL_KEEP_DAYS", "100"))))
                .containsExactlyInAnyOrder(
                        "--nothing.here: there is no setting nothing.here; tutti config lists them all",
                        "config.toml:5:1: there is no setting colour.scheme; tutti config lists them all",
                        "config.toml:2:1: locks.default_ttl must be 1s to 1d; it is \"5 minutes\"",
                        "config.toml:3:1: locks.other_tree must be warn, ask, deny; it is \"maybe\"",
                        "TUTTI_JOURNAL_KEEP_DAYS: journal.keep_days must be 1 to 99; it is \"100\"");
    }

    @Test
    void brokenTomlIsReportedWithLineAndColumn() throws IOException {
        Files.writeString(user, "[locks\nx = = 1\n");

        assertThat(problems(read(Map.of(), Map.of())))
                .isNotEmpty()
                .allMatch(text -> text.matches("(?s)config.toml:\\d+:\\d+: .*"));
    }

    @Test
    void aFileBeyondTheBoundIsRefused() throws IOException {
        Files.writeString(user, "#".repeat(TomlFile.BYTES_MAX + 1));

        assertThat(problems(read(Map.of(), Map.of())))
                .singleElement()
                .asString()
                .contains("larger than 65536 bytes");
    }

    @Test
    void theListingShowsOriginPlaceAndNoSecret() throws IOException {
        Files.writeString(user, "[locks]\ndefault_ttl = \"90s\"\n");

        List<SettingLine> lines = whole(
                        read(Map.of(), Map.of("TUTTI_STORE", "jdbc:postgresql://me:pw@db/x?password=p")))
                .configuration()
                .lines();

        assertThat(lines)
                .extracting(SettingLine::name)
                .containsExactly(
                        "store.url",
                        "locks.default_ttl",
                        "locks.other_tree",
                        "journal.keep_days",
                        "locks.ranks",
                        "locks.closed");
        assertThat(lines.get(0).value()).isEqualTo("jdbc:postgresql://***@db/x?password=***");
        assertThat(lines.get(0).where()).isEqualTo("TUTTI_STORE");
        assertThat(lines.get(1))
                .isEqualTo(new SettingLine(
                        "locks.default_ttl",
                        "1m30s",
                        "5m",
                        "1s to 1d",
                        Origin.USER,
                        "config.toml:2:1",
                        "TUTTI_LOCKS_DEFAULT_TTL",
                        "how long"));
        assertThat(lines.get(3).origin()).isEqualTo(Origin.DEFAULT);
    }

    @Test
    void aWrongUrlIsNotRepeatedWithItsPassword() {
        assertThat(problems(read(Map.of(), Map.of("TUTTI_JOURNAL_KEEP_DAYS", "x://me:pw@h"))))
                .singleElement()
                .asString()
                .doesNotContain("pw");
    }

    @Test
    void aListIsAnArrayInAFileAndALineInAVariable() throws IOException {
        Files.writeString(user, "[locks]\nranks = [\"a,b=1\", \"a=b=-2\"]\n");
        List<Numbered> ofFile = List.of(new Numbered("a,b", 1), new Numbered("a=b", -2));
        assertThat(whole(read(Map.of(), Map.of())).configuration().get(RANKS)).isEqualTo(ofFile);

        Map<String, String> line = Map.of("TUTTI_LOCKS_RANKS", " {a,b}=1,, [,]/x = 2 ,c\\,d=3 ");
        List<Numbered> ofLine = List.of(new Numbered("{a,b}", 1), new Numbered("[,]/x", 2), new Numbered("c\\,d", 3));
        assertThat(whole(read(Map.of(), line)).configuration().get(RANKS)).isEqualTo(ofLine);

        Files.writeString(user, "[locks]\nranks = []\n");
        assertThat(whole(read(Map.of(), Map.of())).configuration().get(RANKS)).isEmpty();
    }

    @Test
    void everyWrongEntryOfAListIsNamedWithTheBound() throws IOException {
        Files.writeString(user, "[locks]\nranks = [\"a=10\", \"b=1\", \"=1\", \"c\", \"no!=1\", 7]\n");

        String must =
                "config.toml:2:1: locks.ranks must be a list of at most 3, each NAME=NUMBER with a number from -9 to 9; ";
        assertThat(problems(read(Map.of(), Map.of())))
                .containsExactly(
                        must + "\"a=10\" is none",
                        must + "\"=1\" is none",
                        must + "\"c\" is none",
                        must + "\"no!=1\" is none",
                        must + "\"7\" is none");
        assertThat(problems(read(Map.of(), Map.of("TUTTI_LOCKS_RANKS", "a=1,b=1,c=1,d=1"))))
                .contains(must.replace("config.toml:2:1", "TUTTI_LOCKS_RANKS") + "it is \"a=1,b=1,c=1,d=1\"");
    }

    @Test
    void anArrayWhereOneValueBelongsIsAMistakeThatIsShownWhole() throws IOException {
        Files.writeString(user, "[journal]\nkeep_days = [1, 2]\n");

        assertThat(problems(read(Map.of(), Map.of())))
                .containsExactly("config.toml:2:1: journal.keep_days must be 1 to 99; it is \"1, 2\"");
    }

    @Test
    void aListIsShownOnOneLine() throws IOException {
        Files.writeString(user, "[locks]\nranks = [\"a=1\", \"b=-2\"]\n");

        assertThat(whole(read(Map.of(), Map.of()))
                        .configuration()
                        .lines()
                        .get(4)
                        .value())
                .isEqualTo("a=1, b=-2");
    }

    @Test
    void durationsAreReadAsTheyAreShown() {
        SettingType<Duration> type = SettingTypes.duration(Duration.ZERO, Duration.ofDays(365));

        for (String text : List.of("1d", "2h5m", "90m", "250ms", "1m1s")) {
            assertThat(type.parse(type.show(type.parse(text)))).as(text).isEqualTo(type.parse(text));
        }
        for (String text : List.of("", "5", "m", "-1m", "1.5h", "5 m", "366d", "999999999d")) {
            assertThatThrownBy(() -> type.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
