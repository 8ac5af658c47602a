package dev.tutti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.testing.Database;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import dev.tutti.testing.Typist;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** One flag means the same wherever it stands, and a mistyped word is met with the one that was meant. */
final class OptionsTest {

    private final StoreFixture fixture = new StoreFixture(Database.SQLITE);
    private final Stage stage = new Stage(fixture);
    private final Typist ann = new Typist(stage);

    @AfterEach
    void closeStore() {
        fixture.close();
    }

    /** The documents' commands have the documents' words. */
    @Test
    void aNameHasOneMeaningOneTypeAndTheSameOtherNamesInAllCommands() {
        Map<String, Set<String>> meanings = new LinkedHashMap<>();
        for (List<String> command : Commands.all(ann)) {
            for (OptionSpec option : Commands.spec(ann, command).options()) {
                for (String name : option.names()) {
                    String whose = Cli.isDocumented(command.getFirst()) ? command.getFirst() + " " : "";
                    meanings.computeIfAbsent(whose + name, _ -> new TreeSet<>()).add(meaning(option));
                }
            }
        }

        assertThat(meanings).hasSizeGreaterThan(20);
        assertThat(meanings).allSatisfy((name, all) -> assertThat(all).as(name).hasSize(1));
    }

    @Test
    void aLetterStandsForOneNameAndALongNameIsOfWholeWords() {
        for (List<String> command : Commands.all(ann)) {
            for (OptionSpec option : Commands.spec(ann, command).options()) {
                assertThat(option.names())
                        .as(String.join(" ", command))
                        .allMatch(name -> name.matches("-[a-z]|--[a-z-]{2,}"));
                assertThat(option.longestName()).startsWith("--");
            }
        }
    }

    @Test
    void aMistypedOptionIsMetWithTheOneThatWasMeant() {
        assertThat(ann.type("status", "--wacth").err())
                .isEqualTo("tutti: tutti status has no option --wacth; did you mean --watch?\n"
                        + "  Next step: tutti status --help shows how it is used\n");
        assertThat(ann.type("lock", "acquire", "x", "--reson=why").err()).contains("did you mean --reason?");
        assertThat(ann.type("lock", "list", "--frobnicate").err()).doesNotContain("did you mean");
        assertThat(ann.type("ps", "\u001b[31m--js").err()).doesNotContain("\u001b");
    }

    @Test
    void aValueThatCannotBeIsToldInWordsOfThePersonWhoTypedIt() {
        assertThat(ann.type("lock", "acquire", "x", "--scope", "World").err())
                .isEqualTo("tutti: Invalid value for option '--scope': \"World\" is none of tree, project\n"
                        + "  Next step: tutti lock acquire --help shows how it is used\n");
        assertThat(ann.type("register", "x", "--pid", "me").err()).contains("\"me\" is no whole number\n");
        assertThat(ann.type("lock", "acquire", "x", "--ttl", "0s").err())
                .contains("\"0s\" is over at once; the shortest is 1s\n");
    }

    @Test
    void aMistypedVerbIsMetWithTheOneThatWasMeant() {
        assertThat(ann.type("lock", "aquire", "x").err())
                .isEqualTo("tutti: tutti lock has no verb \"aquire\"; did you mean acquire?\n"
                        + "  Next step: tutti lock --help shows how it is used\n");
        assertThat(ann.type("lock", "rel").err()).contains("did you mean release?");
        assertThat(ann.type("ps", "all").err()).contains("tutti ps takes no further word, not \"all\"");
    }

    @Test
    void aMistypedInstanceIsMetWithTheOneThatWasMeant() {
        ann.at(stage.repository("shop").root());
        ann.type("register", "formatter");

        assertThat(ann.type("bye", "--as", "fromatter").err())
                .startsWith("tutti: nobody here is called \"fromatter\"; did you mean formatter? ");
        assertThat(ann.type("bye", "--as", "entirely").err()).doesNotContain("did you mean");
        assertThat(ann.type("why", "fromatter").out()).contains("Did you mean formatter?");
    }

    private static String meaning(OptionSpec option) {
        List<String> type = new ArrayList<>();
        for (Class<?> part : option.auxiliaryTypes()) {
            type.add(part.getSimpleName());
        }
        String last = type.isEmpty() ? option.type().getSimpleName() : type.getLast();
        return String.join(" ", option.description()) + " | " + last + " | " + option.paramLabel() + " | "
                + Arrays.toString(option.names());
    }
}
