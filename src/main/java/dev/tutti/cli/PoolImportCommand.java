package dev.tutti.cli;

import dev.tutti.files.PoolLines;
import dev.tutti.files.PoolLines.Line;
import dev.tutti.flows.PoolVerbs.Foreigner;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes over a file of the documents. */
@Command(
        name = "import",
        description = {
            "Take the documents' instance_state.jsonl over from standard input.",
            "What is no entry is told and left out; what was taken over before is not taken twice."
        },
        footer = {"", "Example: tutti pool import - <.claude/pool/instance_state.jsonl"})
final class PoolImportCommand extends Basics.AsSomebody implements Changes {

    private static final int TOLD_MAX = 20;

    @Parameters(paramLabel = "-", description = "standard input")
    private String from = "";

    PoolImportCommand(Call call) {
        super(call);
    }

    @Override
    public Integer call() {
        if (!from.equals(PoolCommands.STANDARD_INPUT)) {
            return call.fail(
                    ExitCode.USAGE,
                    "tutti pool import reads standard input only\n  Next step: tutti pool import - <FILE");
        }
        List<Line> lines = PoolLines.read(
                PoolCommands.input(call), call.desk().rooms().store().read(tx -> tx.now()));
        List<Foreigner> entries = new ArrayList<>();
        List<Line.Left> left = new ArrayList<>();
        for (Line line : lines) {
            switch (line) {
                case Line.Entry entry ->
                    entries.add(new Foreigner(entry.draft(), entry.author(), entry.at(), entry.id()));
                case Line.Left none -> left.add(none);
            }
        }
        int taken = call.desk().flows().pool().take(call.asker(as), entries);
        if (json) {
            ObjectNode document = call.object();
            document.put("taken", taken);
            document.put("known", entries.size() - taken);
            ArrayNode array = document.putArray("left_out");
            left.forEach(each -> array.addObject().put("line", each.number()).put("why", each.why()));
            call.json(document);
            return ExitCode.DONE;
        }
        call.line(taken + " taken over, " + (entries.size() - taken) + " known before, " + left.size() + " left out");
        left.stream().limit(TOLD_MAX).forEach(each -> call.line("  line " + each.number() + ": " + each.why()));
        if (left.size() > TOLD_MAX) {
            call.line("  and " + (left.size() - TOLD_MAX) + " more");
        }
        return ExitCode.DONE;
    }
}
