package dev.tutti.cli;

import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.Nearest;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tutti schema}: what programs may rely on. */
@Command(
        name = "schema",
        description = {
            "The JSON Schema (2020-12) of what a command prints with --json.",
            "Without a command: those that have one. Fields may be added, never re-meant."
        },
        footer = {"", "Example: tutti schema lock list"})
final class SchemaCommand extends Basics {

    private static final int WORD_MAX = 60;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "a command's words, such as lock list")
    private List<String> words = List.of();

    SchemaCommand(Call call) {
        super(call);
    }

    @Override
    public Integer call() {
        return words.isEmpty() ? list() : one();
    }

    private int one() {
        String wanted = String.join(" ", words);
        // What commands share has a schema of its own too, and is none of theirs.
        Optional<ObjectNode> schema =
                Schemas.load().of(words).filter(_ -> commands().contains(wanted));
        if (schema.isEmpty()) {
            return call.fail(
                    ExitCode.USAGE,
                    "no command " + Foreign.quoted(wanted, WORD_MAX) + " has a schema; "
                            + Nearest.guess(wanted, commands()) + "tutti schema lists those that have");
        }
        call.show(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(schema.get()) + "\n");
        return ExitCode.DONE;
    }

    private int list() {
        if (json) {
            ObjectNode document = call.object();
            ArrayNode array = document.putArray("schemas");
            commands().forEach(array::add);
            call.json(document);
        } else {
            commands().forEach(call::line);
        }
        return ExitCode.DONE;
    }

    private List<String> commands() {
        return Cli.working(call).stream().map(spec -> words(spec)).toList();
    }

    private static String words(CommandSpec spec) {
        return spec.qualifiedName(" ").substring("tutti ".length());
    }
}
