package dev.tutti.cli;

import static java.util.Objects.requireNonNull;

import dev.tutti.http.VerbCall;
import dev.tutti.testing.Typist;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands there are, with their verbs, as {@link Cli} builds them. */
final class Commands {

    private Commands() {}

    /** The words of each: commands first, then their verbs. */
    static List<List<String>> all(Typist typist) {
        List<List<String>> all = new ArrayList<>();
        for (String name : Cli.names()) {
            all.add(List.of(name));
            built(typist, name).getSubcommands().keySet().forEach(verb -> all.add(List.of(name, verb)));
        }
        return all;
    }

    /** Those that do something by themselves: a command that only has verbs is left out. */
    static List<List<String>> working(Typist typist) {
        return all(typist).stream()
                .filter(words -> words.size() > 1
                        || built(typist, words.getFirst()).getSubcommands().isEmpty())
                .toList();
    }

    /** Those of them that are not under the documents' names: the words, codes and JSON of these are the documents' own. */
    static List<List<String>> own(Typist typist) {
        return working(typist).stream()
                .filter(words -> !Cli.isDocumented(words.getFirst()))
                .toList();
    }

    static CommandSpec spec(Typist typist, List<String> words) {
        CommandLine command = built(typist, words.getFirst());
        for (String verb : words.subList(1, words.size())) {
            command = requireNonNull(command.getSubcommands().get(verb), verb);
        }
        return command.getCommandSpec();
    }

    private static CommandLine built(Typist typist, String name) {
        VerbCall verb = new VerbCall(List.of(name), Map.of(), new byte[0], Optional.empty());
        return Cli.command(name, new Call(typist.desk(), verb, new Typist.Reader()));
    }
}
