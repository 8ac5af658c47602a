package dev.tutti.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** All commands as text to be laid out, made from the commands themselves; immutable. */
record Manual(List<Page> pages) {

    Manual {
        pages = List.copyOf(pages);
    }

    /**
     * One command.
     *
     * @param words with the program's name first
     * @param examples command lines
     */
    record Page(String words, List<String> about, List<Item> arguments, List<Item> options, List<String> examples) {
        Page {
            requireNonNull(words, "words");
            about = List.copyOf(about);
            arguments = List.copyOf(arguments);
            options = List.copyOf(options);
            examples = List.copyOf(examples);
        }

        /** How it is typed. */
        String synopsis() {
            return Stream.concat(
                            Stream.of(words, options.isEmpty() ? "" : "[OPTION]..."),
                            arguments.stream().map(Item::name))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
        }
    }

    /** An option or argument as it is typed, and what it is. */
    record Item(String name, String about) {
        Item {
            requireNonNull(name, "name");
            requireNonNull(about, "about");
        }
    }

    private static final String EXAMPLE = "Example: ";

    /** What every command has, once for all. */
    private static final List<String> EVERYWHERE = List.of("--help", "--json");

    static Manual of(List<CommandSpec> commands) {
        return new Manual(commands.stream().map(Manual::page).toList());
    }

    private static Page page(CommandSpec command) {
        List<String> examples = Stream.of(command.usageMessage().footer())
                .filter(line -> line.startsWith(EXAMPLE))
                .map(line -> line.substring(EXAMPLE.length()))
                .toList();
        List<Item> options = command.options().stream()
                .filter(option -> !option.hidden() && !EVERYWHERE.contains(option.longestName()))
                .map(Manual::option)
                .toList();
        List<Item> arguments = command.positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .map(Manual::argument)
                .toList();
        return new Page(
                command.qualifiedName(" "),
                List.of(command.usageMessage().description()),
                arguments,
                options,
                examples);
    }

    private static Item option(OptionSpec option) {
        List<String> names = new ArrayList<>(List.of(option.names()));
        String label = option.arity().max() == 0 ? "" : option.paramLabel();
        String value = label.isEmpty() ? "" : option.arity().min() == 0 ? "[=" + label + "]" : " " + label;
        return new Item(String.join(", ", names) + value, about(option));
    }

    private static Item argument(ArgSpec argument) {
        String more = argument.arity().max() > 1 ? "..." : "";
        String name = argument.paramLabel() + more;
        return new Item(argument.arity().min() == 0 ? "[" + name + "]" : name, about(argument));
    }

    private static String about(ArgSpec argument) {
        return String.join(" ", argument.description());
    }
}
