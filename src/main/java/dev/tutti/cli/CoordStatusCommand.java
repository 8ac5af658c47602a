package dev.tutti.cli;

import dev.tutti.files.DocumentShapes;
import dev.tutti.projects.Ground;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The documents' {@code coord-status}. */
@Command(
        name = "coord-status",
        description = "The documents' status: who is here, on what, with which files. tutti status says more.",
        exitCodeOnInvalidInput = CoordBasics.WRONG,
        footer = {"", "Example: coord-status --json | jq '.instances | length'"})
final class CoordStatusCommand extends CoordBasics {

    @Option(
            names = {"-v", "--verbose"},
            description = "branches, times and every lock")
    private boolean verbose;

    CoordStatusCommand(Call call) {
        super(call);
    }

    @Override
    public Integer call() {
        Known known = known();
        if (json) {
            call.output()
                    .out(DocumentShapes.text(call.desk().documents().shapes().registry(known.view())));
            return ExitCode.DONE;
        }
        CoordTexts texts = new CoordTexts(known.view(), tree());
        call.output().out(verbose ? texts.details() : texts.status());
        return ExitCode.DONE;
    }

    private Optional<String> tree() {
        Ground ground = call.desk().rooms().grounds().directory(directory());
        return Optional.of(ground.root().toString());
    }
}
