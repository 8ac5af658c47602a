package dev.tutti.cli;

import dev.tutti.cli.Candidates.Kind;
import dev.tutti.cli.CompletionTree.Command;
import dev.tutti.cli.CompletionTree.Named;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The script for bash, 3.2 and later. Pure. */
final class BashCompletion {

    private static final String SCRIPT = """
            # bash completion for tutti, made by `tutti completion bash`. Keep it as
            # ~/.local/share/bash-completion/completions/tutti, or load it: source <(tutti completion bash)

            # Sets for a command: verbs, options, valued (the options that take a value), place (what else may stand there).
            _tutti_of() {
              verbs= options= valued= place=
              case $1 in
            @COMMANDS@
              esac
            }

            # Sets place for an option's value.
            _tutti_value() {
              place=
              case $1 in
            @VALUES@
              esac
            }

            # Adds the lines of standard input that begin with what was typed.
            _tutti_add() {
              local line
              while IFS= read -r line; do
                if [[ $line == "$cur"* ]]; then COMPREPLY+=("$line"); fi
              done
            }

            # Adds what the daemon knows; nothing when none runs.
            _tutti_live() {
              local program=${COMP_WORDS[0]}
              if [[ $program == \\~/* ]]; then program=$HOME/${program#*/}; fi
              _tutti_add < <("$program" complete "$1" "$cur" 2>/dev/null)
            }

            _tutti_files() {
              _tutti_add < <(compgen "$1" -- "$cur")
              compopt -o filenames 2>/dev/null
            }

            _tutti() {
              local IFS=$' \\t\\n' cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
              local path= skip= word i verbs options valued place
              COMPREPLY=()
              # Readline takes --ttl=5m for three words.
              if [[ $cur == = ]]; then
                cur=
              elif [[ $prev == = ]]; then
                prev=${COMP_WORDS[COMP_CWORD-2]}
              fi
              _tutti_of ''
              for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                if [[ $skip ]]; then
                  if [[ $word != = ]]; then skip=; fi
                  continue
                fi
                case " $valued " in *" $word "*) skip=1 && continue ;; esac
                case " $verbs " in *" $word "*) path=${path:+$path }$word && _tutti_of "$path" ;; esac
              done
              case " $valued " in
                *" $prev "*) _tutti_value "$prev" ;;
                *)
                  if [[ $cur == -* ]]; then
                    place="words $options"
                  elif [[ $verbs ]]; then
                    place="words $verbs"
                  fi
                  ;;
              esac
              case $place in
                words*)
                  for word in ${place#words}; do
                    if [[ $word == "$cur"* ]]; then COMPREPLY+=("$word"); fi
                  done
                  ;;
                files) _tutti_files -f ;;
                folders) _tutti_files -d ;;
                instances) _tutti_live instances ;;
                settings) _tutti_live settings ;;
                locks) _tutti_live locks && compopt -o filenames 2>/dev/null ;;
                own-locks) _tutti_live own-locks && compopt -o filenames 2>/dev/null ;;
                subjects)
                  _tutti_live instances
                  _tutti_live locks
                  _tutti_files -f
                  ;;
              esac
            }

            complete -F _tutti tutti
            """;

    private BashCompletion() {}

    static String script(CompletionTree tree) {
        String commands = tree.commands().stream().map(BashCompletion::command).collect(Collectors.joining("\n"));
        String values = tree.values().entrySet().stream()
                .map(option -> "    " + option.getKey() + ") place='" + place(option.getValue()) + "' ;;")
                .collect(Collectors.joining("\n"));
        return SCRIPT.replace("@COMMANDS@", commands).replace("@VALUES@", values);
    }

    private static String command(Command command) {
        List<String> names = command.options().stream()
                .flatMap(option -> option.names().stream())
                .toList();
        String sets = Stream.of(
                        set("verbs", command.verbs().stream().map(Named::word).collect(Collectors.joining(" "))),
                        set("options", String.join(" ", names)),
                        set("valued", String.join(" ", command.valued())),
                        set("place", place(command.place())))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
        return "    '" + command.path() + "') " + sets + " ;;";
    }

    private static String set(String name, String value) {
        return value.isEmpty() ? "" : name + "='" + value + "'";
    }

    private static String place(Candidates candidates) {
        return switch (candidates.kind()) {
            case NONE -> "";
            case WORDS -> Kind.WORDS.word() + " " + String.join(" ", candidates.words());
            case FILES, FOLDERS, INSTANCES, LOCKS, OWN_LOCKS, SETTINGS, SUBJECTS ->
                candidates.kind().word();
        };
    }
}
