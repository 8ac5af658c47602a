package dev.tutti.cli;

import static java.util.Objects.requireNonNull;

import dev.tutti.cli.Candidates.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The commands as a shell's script wants them: flat, by their paths. Immutable.
 *
 * @param commands all there are, the root with the empty path first
 */
record CompletionTree(List<Command> commands) {

    CompletionTree {
        commands = List.copyOf(commands);
    }

    /**
     * One command.
     *
     * @param path its words behind {@code tutti}, joined by blanks
     * @param verbs what may follow it
     * @param place what may stand there if no verbs can
     */
    record Command(String path, List<Named> verbs, List<Option> options, Candidates place) {
        Command {
            requireNonNull(path, "path");
            verbs = List.copyOf(verbs);
            options = List.copyOf(options);
            requireNonNull(place, "place");
        }

        List<String> valued() {
            return options.stream()
                    .filter(Option::takesValue)
                    .flatMap(option -> option.names().stream())
                    .toList();
        }
    }

    /** A word and what it is for. */
    record Named(String word, String about) {
        Named {
            requireNonNull(word, "word");
            requireNonNull(about, "about");
        }
    }

    /**
     * One option.
     *
     * @param takesValue whether a value must follow; one that may have one is complete without
     */
    record Option(List<String> names, String about, boolean takesValue, Candidates value) {
        Option {
            names = List.copyOf(names);
            requireNonNull(about, "about");
            requireNonNull(value, "value");
        }
    }

    /** @param launched what the launcher does by itself: words and what they are for */
    static CompletionTree of(CommandSpec root, Map<String, String> launched) {
        List<Command> commands = new ArrayList<>();
        add(commands, "", root);
        List<Named> first = new ArrayList<>(commands.getFirst().verbs());
        launched.forEach((word, about) -> first.add(new Named(word, about)));
        commands.set(0, new Command("", first, commands.getFirst().options(), Candidates.NOTHING));
        return new CompletionTree(commands);
    }

    /** Every option that takes a value, by its name: one name means the same in all commands. */
    Map<String, Candidates> values() {
        Map<String, Candidates> values = new LinkedHashMap<>();
        commands.stream()
                .flatMap(command -> command.options().stream())
                .filter(option -> option.value().kind() != Kind.NONE)
                .forEach(option -> option.names().forEach(name -> values.put(name, option.value())));
        return values;
    }

    private static void add(List<Command> commands, String path, CommandSpec spec) {
        List<Named> verbs = new ArrayList<>();
        Map<String, CommandLine> below = new LinkedHashMap<>(spec.subcommands());
        below.values()
                .removeIf(command -> command.getCommandSpec().usageMessage().hidden());
        below.forEach((name, command) -> verbs.add(new Named(name, about(command.getCommandSpec()))));
        List<Option> options = spec.options().stream()
                .filter(option -> !option.hidden())
                .map(CompletionTree::option)
                .toList();
        commands.add(new Command(path, verbs, options, Candidates.ofParameters(spec)));
        below.forEach((name, command) -> add(commands, (path + " " + name).strip(), command.getCommandSpec()));
    }

    private static Option option(OptionSpec option) {
        return new Option(
                List.of(option.names()),
                String.join(" ", option.description()),
                option.arity().min() > 0,
                Candidates.of(option));
    }

    private static String about(CommandSpec spec) {
        return Stream.of(spec.usageMessage().description()).findFirst().orElse("");
    }
}
