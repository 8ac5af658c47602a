package dev.tutti.cli;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code tutti completion}: scripts for shells, made from the commands themselves. */
@Command(
        name = "completion",
        description = {
            "Print a script that lets a shell complete Tutti's commands.",
            "Keep it where your shell looks: ~/.local/share/bash-completion/completions/tutti for bash, a file _tutti in a "
                    + "folder of $fpath for zsh, ~/.config/fish/completions/tutti.fish for fish."
        },
        footer = {"", "Example: tutti completion bash >~/.local/share/bash-completion/completions/tutti"})
final class CompletionCommand extends Basics {

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
    private Shell shell = Shell.BASH;

    CompletionCommand(Call call) {
        super(call);
    }

    /** Shells that can. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    @Override
    public Integer call() {
        CompletionTree tree = CompletionTree.of(Cli.tree(call).getCommandSpec(), Cli.LAUNCHED);
        String script = switch (shell) {
            case BASH -> BashCompletion.script(tree);
            case ZSH -> ZshCompletion.script(tree);
            case FISH -> FishCompletion.script(tree);
        };
        if (json) {
            ObjectNode document = call.object();
            document.put("shell", shell.name().toLowerCase(Locale.ROOT));
            document.put("script", script);
            call.json(document);
        } else {
            call.show(script);
        }
        return ExitCode.DONE;
    }
}
