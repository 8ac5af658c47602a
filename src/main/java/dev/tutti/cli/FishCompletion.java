package dev.tutti.cli;

import dev.tutti.cli.CompletionTree.Command;
import dev.tutti.cli.CompletionTree.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The script for fish. Pure. */
final class FishCompletion {

    private static final String SCRIPT = """
            # fish completion for tutti, made by `tutti completion fish`. Keep it as ~/.config/fish/completions/tutti.fish

            # Whether the words before the cursor name this command.
            function __tutti_at
                set -l words (commandline -opc)
                set -l at ''
                set -l skip 0
                for word in $words[2..-1]
                    if test $skip = 1
                        set skip 0
                    else if contains -- $word @VALUED@
                        set skip 1
                    else
                        set -l next (string trim -- "$at $word")
                        if contains -- $next @PATHS@
                            set at $next
                        end
                    end
                end
                test "$at" = "$argv[1]"
            end

            # What the daemon knows; nothing when none runs.
            function __tutti_live
                set -l words (commandline -opc)
                $words[1] complete $argv[1] (commandline -ct) 2>/dev/null
            end

            complete -c tutti -f
            @COMPLETIONS@
            """;

    private FishCompletion() {}

    static String script(CompletionTree tree) {
        List<String> lines = new ArrayList<>();
        tree.commands().forEach(command -> add(lines, command));
        String paths = tree.commands().stream()
                .map(Command::path)
                .filter(path -> !path.isEmpty())
                .map(FishCompletion::quoted)
                .collect(Collectors.joining(" "));
        String valued = tree.commands().stream()
                .flatMap(command -> command.valued().stream())
                .distinct()
                .collect(Collectors.joining(" "));
        return SCRIPT.replace("@PATHS@", paths)
                .replace("@VALUED@", valued)
                .replace("@COMPLETIONS@", String.join("\n", lines));
    }

    private static void add(List<String> lines, Command command) {
        String at = "complete -c tutti -n " + quoted("__tutti_at " + quoted(command.path()));
        command.verbs().forEach(verb -> lines.add(at + " -a " + verb.word() + " -d " + quoted(verb.about())));
        command.options().forEach(option -> lines.add(at + option(option)));
        if (command.verbs().isEmpty()) {
            place(command.place()).forEach(place -> lines.add(at + place));
        }
    }

    private static String option(Option option) {
        StringBuilder text = new StringBuilder();
        for (String name : option.names()) {
            text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.takesValue()) {
            text.append(" -r");
            place(option.value()).forEach(text::append);
        }
        return text.append(" -d ").append(quoted(option.about())).toString();
    }

    private static List<String> place(Candidates candidates) {
        return switch (candidates.kind()) {
            case NONE -> List.of();
            case WORDS -> List.of(" -a " + quoted(String.join(" ", candidates.words())));
            case FILES -> List.of(" -F");
            case FOLDERS -> List.of(" -a '(__fish_complete_directories (commandline -ct))'");
            case INSTANCES -> List.of(" -a '(__tutti_live instances)'");
            case LOCKS -> List.of(" -a '(__tutti_live locks)'");
            case OWN_LOCKS -> List.of(" -a '(__tutti_live own-locks)'");
            case SETTINGS -> List.of(" -a '(__tutti_live settings)'");
            case SUBJECTS -> List.of(" -a '(__tutti_live instances; __tutti_live locks)'", " -F");
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
