package dev.tutti.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.config.ConfigurationReader;
import dev.tutti.kernel.config.Problem;
import dev.tutti.kernel.config.Reading;
import dev.tutti.kernel.config.SettingLine;
import dev.tutti.kernel.config.Sources;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the settings take and refuse; how sources are read is told of elsewhere. */
final class SettingsTest {

    @Test
    void everyDefaultIsAValueOfItsSettingAndEveryVariableIsItsOwn() {
        assertThat(Settings.ALL)
                .allSatisfy(setting -> assertThat(setting.variable()).startsWith("TUTTI_"));
        assertThat(Settings.ALL).extracting(setting -> setting.variable()).doesNotHaveDuplicates();
        assertThat(Settings.ALL).extracting(setting -> setting.name()).doesNotHaveDuplicates();
        assertThat(Configuration.defaults(Settings.ALL).lines())
                .extracting(SettingLine::value)
                .hasSameSizeAs(Settings.ALL);
    }

    @Test
    void prioritiesOfRolesAndPathsAreBoundedAndAllMistakesComeAtOnce() {
        List<String> problems = problems(Map.of(
                "TUTTI_LOCKS_PRIORITY_ROLES", "lead=100, bot=-100, boss=101, =3, nobody",
                "TUTTI_LOCKS_PRIORITY_PATHS", "src/{a,b}/**=5, src/[a=7, /etc/**=1, db=-101"));

        String role = "TUTTI_LOCKS_PRIORITY_ROLES: locks.priority_roles must be a list of at most 64, each"
                + " ROLE=NUMBER with a number from -100 to 100; ";
        String path = "TUTTI_LOCKS_PRIORITY_PATHS: locks.priority_paths must be a list of at most 64, each"
                + " GLOB=NUMBER with a number from -100 to 100; ";
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        role + "\"boss=101\" is none",
                        role + "\"=3\" is none",
                        role + "\"nobody\" is none",
                        path + "\"src/[a=7, /etc/**=1, db=-101\" is none");
    }

    private static List<String> problems(Map<String, String> environment) {
        Reading reading = new ConfigurationReader(Settings.ALL).read(Sources.of(environment, Path.of("/none")));
        return reading instanceof Reading.Refused refused
                ? refused.problems().stream().map(Problem::toString).toList()
                : List.of();
    }
}
