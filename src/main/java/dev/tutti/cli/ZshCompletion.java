package dev.tutti.cli;

import dev.tutti.cli.Candidates.Kind;
import dev.tutti.cli.CompletionTree.Command;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The script for zsh. Pure. */
final class ZshCompletion {

    private static final String SCRIPT = """
            #compdef tutti
            # zsh completion for tutti, made by `tutti completion zsh`. Keep it as a file _tutti in a folder of $fpath, or load
            # it after compinit: source <(tutti completion zsh)

            # Sets for a command: verbs and options (with what they are for), valued (the options that take a value), place
            # (what else may stand there).
            _tutti_of() {
              verbs=() options=() valued=() place=()
              case $1 in
            @COMMANDS@
              esac
            }

            # Sets place for an option's value.
            _tutti_value() {
              place=()
              case $1 in
            @VALUES@
              esac
            }

            # Adds what the daemon knows; nothing when none runs.
            _tutti_live() {
              local program=${(Q)words[1]}
              local -a found
              found=(${(f)"$("${program/#\\~\\//$HOME/}" complete $1 $PREFIX 2>/dev/null)"})
              compadd -a found
            }

            _tutti() {
              local cur=$words[CURRENT] at= skip= word
              local -a verbs options valued place
              integer i
              _tutti_of ''
              for ((i = 2; i < CURRENT; i++)); do
                word=$words[i]
                if [[ -n $skip ]]; then
                  skip=
                elif (( $valued[(Ie)$word] )); then
                  skip=$word
                elif (( $verbs[(I)${(b)word}:*] )); then
                  at=${at:+$at }$word
                  _tutti_of $at
                fi
              done
              if [[ -n $skip ]]; then
                _tutti_value $skip
              elif [[ $cur == --*=* ]]; then
                compset -P '*='
                _tutti_value ${cur%%=*}
              elif [[ $cur == -* ]]; then
                _describe -o option options
                return
              elif (( $#verbs )); then
                _describe command verbs
                return
              fi
              case $place[1] in
                (words) compadd -- $place[2,-1] ;;
                (files) _files ;;
                (folders) _files -/ ;;
                (instances) _tutti_live instances ;;
                (settings) _tutti_live settings ;;
                (locks) _tutti_live locks ;;
                (own-locks) _tutti_live own-locks ;;
                (subjects) _tutti_live instances; _tutti_live locks; _files ;;
              esac
            }

            if [[ $funcstack[1] == _tutti ]]; then
              _tutti "$@"
            else
              compdef _tutti tutti
            fi
            """;

    private ZshCompletion() {}

    static String script(CompletionTree tree) {
        String commands = tree.commands().stream().map(ZshCompletion::command).collect(Collectors.joining("\n"));
        String values = tree.values().entrySet().stream()
                .map(option -> "    (" + option.getKey() + ") place=(" + place(option.getValue()) + ") ;;")
                .collect(Collectors.joining("\n"));
        return SCRIPT.replace("@COMMANDS@", commands).replace("@VALUES@", values);
    }

    private static String command(Command command) {
        List<String> options = command.options().stream()
                .flatMap(option -> option.names().stream().map(name -> described(name, option.about())))
                .toList();
        String sets = Stream.of(
                        set(
                                "verbs",
                                command.verbs().stream()
                                        .map(verb -> described(verb.word(), verb.about()))
                                        .toList()),
                        set("options", options),
                        set("valued", command.valued()),
                        place(command.place()).isEmpty() ? "" : "place=(" + place(command.place()) + ")")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n      "));
        return "    ('" + command.path() + "')\n      " + sets + "\n      ;;";
    }

    private static String set(String name, List<String> values) {
        return values.isEmpty() ? "" : name + "=(" + String.join(" ", values) + ")";
    }

    /** A word and what it is for, as {@code _describe} wants them. */
    private static String described(String word, String about) {
        return "'" + word + ":" + about.replace("'", "'\\''").replace(":", "\\:") + "'";
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
