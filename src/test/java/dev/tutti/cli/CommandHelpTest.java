package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.Database;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist;
import dev.tutti.testing.Typist.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command and verb that {@link Cli#names} leads to: a new one without help fails here. */
final class CommandHelpTest {

    private final StoreFixture fixture = new StoreFixture(Database.SQLITE);
    private final Stage stage = new Stage(fixture);
    private final Typist ann = new Typist(stage);

    @AfterEach
    void closeStore() {
        fixture.close();
    }

    @Test
    void everyCommandAndVerbShowsItsHelpWithAnExampleThatCallsIt() {
        for (List<String> command : Commands.all(ann)) {
            Said help = ann.type(
                    Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));

            String name = "tutti " + String.join(" ", command);
            assertThat(help.code()).as(name).isZero();
            assertThat(help.err()).as(name).isEmpty();
            assertThat(help.out()).as(name).contains("Usage: " + name, "Example: " + name, "--help");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "1", "40", "54", "55", "200", "100000", "wide"})
    void noWidthOfATerminalIsTooMuch(String columns) {
        ann.with("COLUMNS", columns);

        for (String name : Cli.names()) {
            Said help = ann.type(name, "--help");
            assertThat(help.code()).as(name).isZero();
            assertThat(help.out()).as(name).contains("Usage: tutti " + name);
        }
        assertThat(ann.type("status").code()).isZero();
    }

    @Test
    void everyCommandAndVerbMayAnswerJson() {
        for (List<String> command : Commands.all(ann)) {
            assertThat(Commands.spec(ann, command).optionsMap())
                    .as(String.join(" ", command))
                    .containsKey("--json");
        }
    }

    @Test
    void everyOptionAndParameterSaysWhatItIs() {
        List<String> silent = new ArrayList<>();
        for (List<String> command : Commands.all(ann)) {
            Commands.spec(ann, command).args().stream()
                    .filter(argument -> argument.description().length == 0)
                    .forEach(argument -> silent.add(String.join(" ", command) + " " + argument.paramLabel()));
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void theListOfCommandsNamesThemAll() {
        Said help = ann.type("--help");

        assertThat(help.code()).isZero();
        for (String name : Cli.names()) {
            assertThat(help.out()).containsPattern("(?m)^  " + name + " +\\S");
        }
        assertThat(ann.type("help")).isEqualTo(help);
        assertThat(ann.type("-h")).isEqualTo(help);
    }

    @Test
    void aWordThatIsNoCommandIsAnsweredWithTheNearestOne() {
        assertThat(ann.type("stauts"))
                .isEqualTo(refused("there is no command \"stauts\"; did you mean status? tutti --help lists all"));
        assertThat(ann.type("locks"))
                .isEqualTo(refused("there is no command \"locks\"; did you mean lock? tutti --help lists all"));
        assertThat(ann.type("entirely")).isEqualTo(refused("there is no command \"entirely\"; tutti --help lists all"));
    }

    @Test
    void aWordThatIsNoVerbOrOptionIsAnsweredWithWhereToLook() {
        assertThat(ann.type("lock", "grab").err()).contains("grab", "Next step: tutti lock --help");
        assertThat(ann.type("status", "--wacth").err()).contains("--wacth", "Next step: tutti status --help");
        assertThat(ann.type("lock", "acquire").err()).contains("PATH", "Next step: tutti lock acquire --help");
        assertThat(ann.type("lock", "acquire", "x", "--ttl", "soon").err())
                .contains("\"soon\" is no duration; write 30s, 5m, 2h or 1d");
    }

    private static Said refused(String text) {
        return new Said(64, "", "tutti: " + text + "\n", java.util.Optional.empty());
    }
}
