package dev.tutti.cli;

import dev.tutti.files.DocumentShapes;
import dev.tutti.projects.Ground;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The documents' {@code coord-status}. */
@Command(
        name = "coord-status",
        description = "The documents' status: who is here, on what, with which files. tutti status says more.",
        exitCodeOnInvalidInput = CoordBasics.WRONG,
        footer = {"", "Example: tutti coord-status --json | jq '.instances | length'"})
final class CoordStatusCommand extends CoordBasics {

    @Mixin
    private Times times = new Times();

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
        call.show(times.verbose ? texts.details(known.decisions()) : texts.status());
        return ExitCode.DONE;
    }

    private Optional<String> tree() {
        Ground ground = call.desk().rooms().grounds().directory(directory());
        return Optional.of(ground.root().toString());
    }
}
