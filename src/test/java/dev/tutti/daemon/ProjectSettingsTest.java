package dev.tutti.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.flows.FlowSettings;
import dev.tutti.flows.PathGlob;
import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.config.ConfigurationReader;
import dev.tutti.kernel.config.Reading;
import dev.tutti.kernel.config.Sources;
import dev.tutti.kernel.home.ClosedPaths;
import dev.tutti.kernel.home.Home;
import dev.tutti.kernel.path.DiskLooks;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.locks.Hold;
import dev.tutti.locks.OtherTree;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Grounds;
import dev.tutti.testing.FakeGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's settings and those that a project adds to them. */
final class ProjectSettingsTest {

    @TempDir
    private Path folder;

    private final FakeGit git = new FakeGit();
    private final Grounds grounds = new Grounds(git, new PathKeys());
    private Home home = new Home(Path.of("/none"));
    private Path repo = Path.of("/none");

    @BeforeEach
    void makeARepository() throws IOException {
        folder = folder.toRealPath();
        home = new Home(folder.resolve("home"));
        home.open();
        repo = Files.createDirectories(folder.resolve("repo"));
        git.repository(repo);
    }

    @Test
    void withoutAFileOfItsOwnAProjectHasTheUsersSettings() {
        ProjectSettings settings = settings(Map.of("TUTTI_LOCKS_HOLD", "turn", "TUTTI_LOCKS_PRIORITY_ROLES", "lead=5"));

        FlowSettings here = settings.on(ground());

        assertThat(here).isSameAs(settings.usual());
        assertThat(here.host()).isEqualTo(7);
        assertThat(here.hold()).isEqualTo(Hold.TURN);
        assertThat(here.priorities().roles()).containsExactly(Map.entry("lead", 5));
        assertThat(settings.reading(ground())).isEmpty();
        assertThat(home.closedPaths()).doesNotExist();
    }

    @Test
    void aProjectTightensGuardsAddsWhatFailsClosedAndSetsWhatItKnowsBetter() throws IOException {
        ProjectSettings settings = settings(Map.of("TUTTI_LOCKS_FAIL_CLOSED", "a"));
        write("""
                [locks]
                strength = "hard"
                other_tree = "deny"
                hold = "call"
                default_ttl = "9m"
                priority_paths = ["db/**=20", "db/x=3"]
                fail_closed = ["b/**"]
                """);

        FlowSettings here = settings.on(ground());

        assertThat(here.hard()).isTrue();
        assertThat(here.otherTree()).isEqualTo(OtherTree.DENY);
        assertThat(here.hold()).isEqualTo(Hold.TASK);
        assertThat(here.handTtl()).isEqualTo(Duration.ofMinutes(9));
        assertThat(here.priorities().paths()).hasSize(2);
        assertThat(here.failClosed()).extracting(PathGlob::toString).containsExactly("a", "b/**");
        assertThat(((Reading.Whole) settings.reading(ground()).orElseThrow()).notes())
                .singleElement()
                .asString()
                .contains("locks.hold may only be made stricter by a project");
    }

    @Test
    void aLinkedTreeIsReadInThePrimaryOne() throws IOException {
        Path linked = Files.createDirectories(folder.resolve("linked"));
        git.worktree(git.find(repo).orElseThrow(), linked, "linked");
        Files.writeString(linked.resolve(".tutti.toml"), "[locks]\nstrength = \"hard\"\n");
        ProjectSettings settings = settings(Map.of());

        assertThat(settings.on(grounds.directory(linked)).hard()).isFalse();
        write("[locks]\nstrength = \"hard\"\n");
        assertThat(settings.on(grounds.directory(linked)).hard()).isTrue();
    }

    @Test
    void aFileThatChangedIsReadAgainAndAMistakenOneChangesNothing() throws IOException {
        ProjectSettings settings = settings(Map.of());
        write("[locks]\nfail_closed = [\"a\"]\n");
        assertThat(settings.on(ground()).failClosed()).hasSize(1);

        write("[locks]\nfail_closed = [\"a\", \"b[\"]\nnothing = 1\n");
        assertThat(settings.on(ground()).failClosed()).hasSize(1);
        assertThat(((Reading.Refused) settings.reading(ground()).orElseThrow()).problems())
                .hasSize(2);

        write("[locks]\nfail_closed = [\"a\", \"b\"]\n");
        assertThat(settings.on(ground()).failClosed()).hasSize(2);

        Files.delete(repo.resolve(".tutti.toml"));
        assertThat(settings.on(ground()).failClosed()).isEmpty();
    }

    @Test
    void outsideOfAnyProjectOnlyTheUserDecides() throws IOException {
        write("[locks]\nstrength = \"hard\"\n");
        Ground user = new Ground(
                Ground.Kind.USER, repo, "user", "user", java.util.Optional.empty(), java.util.Optional.empty(), false);

        assertThat(settings(Map.of()).on(user).hard()).isFalse();
    }

    @Test
    void launchersAreToldThePatternsOfTheUserAndOfEveryTreeThatHasItsOwn() throws IOException {
        ProjectSettings settings = settings(Map.of("TUTTI_LOCKS_FAIL_CLOSED", "a"));
        settings.tellLaunchers();
        assertThat(home.closedPaths()).content().isEqualTo("*\t^(a)$\n");

        write("[locks]\nfail_closed = [\"b\", \"a\"]\n");
        settings.on(ground());
        assertThat(home.closedPaths()).content().isEqualTo("*\t^(a)$\n" + repo + "\t^(b)$\n");

        write("[locks]\nfail_closed = []\n");
        settings.on(ground());
        assertThat(home.closedPaths()).content().isEqualTo("*\t^(a)$\n");
    }

    @Test
    void launchersThatCannotBeToldKeepNobodyFromWorking() throws IOException {
        ProjectSettings settings = settings(Map.of());
        write("[locks]\nfail_closed = [\"b\"]\n");
        Files.delete(home.root().resolve("run"));

        assertThat(settings.on(ground()).failClosed()).hasSize(1);
    }

    private Ground ground() {
        return grounds.directory(repo);
    }

    private int writes;

    /** Each file is larger than the last, since times may be the same. */
    private void write(String text) throws IOException {
        Files.writeString(repo.resolve(".tutti.toml"), text + "#".repeat(++writes) + "\n");
    }

    private ProjectSettings settings(Map<String, String> environment) {
        Configuration configuration = ((Reading.Whole)
                        new ConfigurationReader(Settings.ALL).read(Sources.of(environment, Path.of("/none"))))
                .configuration();
        return new ProjectSettings(
                new DiskLooks(),
                configuration,
                7,
                new ProjectSettings.Launchers(new ClosedPaths(home), (_, work) -> work.run()));
    }

    @Test
    void theDefaultsAreThoseThatTheGuideNames() {
        FlowSettings usual = settings(Map.of()).usual();

        assertThat(usual)
                .isEqualTo(new FlowSettings(
                        7, Hold.TASK, false, OtherTree.WARN, Duration.ofMinutes(5), Duration.ofMinutes(5)));
        assertThat(usual.failClosed()).isEqualTo(List.of());
    }
}
