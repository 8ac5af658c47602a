package dev.tutti.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code tutti man}: the manual, made from the commands. */
@Command(
        name = "man",
        description = {
            "The manual page of all commands.",
            "Read it with: tutti man | man -l -. Keep it where man looks: ~/.local/share/man/man1/tutti.1."
        },
        footer = {"", "Example: tutti man >~/.local/share/man/man1/tutti.1"})
final class ManCommand extends Basics {

    /** What the codes mean, in the order of the numbers. */
    private static final Map<Integer, String> CODES = new java.util.TreeMap<>(Map.of(
            ExitCode.DONE,
            "yes, or done",
            ExitCode.FAILED,
            "no, or failed",
            ExitCode.HELD,
            "another has it",
            ExitCode.EXPIRED,
            "its term has passed",
            12,
            "the file was changed meanwhile",
            13,
            "whoever calls was not known any more",
            ExitCode.USAGE,
            "the command line was not understood",
            ExitCode.NO_DAEMON,
            "no daemon answers"));

    @Option(names = "--markdown", description = "as docs/reference.md has it")
    private boolean markdown;

    ManCommand(Call call) {
        super(call);
    }

    @Override
    public Integer call() {
        Manual manual = Manual.of(Cli.working(call));
        String page = markdown ? markdown(manual) : roff(manual);
        if (json) {
            ObjectNode document = call.object();
            document.put("page", page);
            call.json(document);
        } else {
            call.show(page);
        }
        return ExitCode.DONE;
    }

    private static String markdown(Manual manual) {
        StringBuilder text = new StringBuilder("""
                # Reference

                Made from the commands themselves: `tutti man --markdown`. Every command also takes `--help` and `--json`; the shapes
                of the latter are in `docs/schemas`, and `tutti schema COMMAND` prints one.

                | exit code | meaning |
                |---|---|
                """);
        CODES.forEach((code, meaning) -> text.append("| %d | %s |%n".formatted(code, meaning)));
        for (Manual.Page page : manual.pages()) {
            text.append("\n## ")
                    .append(page.words())
                    .append("\n\n    ")
                    .append(page.synopsis())
                    .append("\n\n");
            text.append(String.join(" ", page.about())).append('\n');
            items(text, page.arguments());
            items(text, page.options());
            if (!page.examples().isEmpty()) {
                text.append("\nFor example:\n\n");
                page.examples()
                        .forEach(example -> text.append("    ").append(example).append('\n'));
            }
        }
        return text.toString();
    }

    private static void items(StringBuilder text, List<Manual.Item> items) {
        if (!items.isEmpty()) {
            text.append('\n');
        }
        items.forEach(item -> text.append("- `")
                .append(item.name())
                .append("`: ")
                .append(item.about())
                .append('\n'));
    }

    private static String roff(Manual manual) {
        StringBuilder text = new StringBuilder("""
                .TH TUTTI 1
                .SH NAME
                tutti \\- coordinates coding agents that work on one codebase at once
                .SH SYNOPSIS
                .B tutti
                COMMAND [OPTION]... [ARGUMENT]...
                .SH COMMANDS
                Every command also takes
                .B \\-\\-help
                and
                .BR \\-\\-json .
                """);
        for (Manual.Page page : manual.pages()) {
            text.append(".SS ").append(quoted(page.synopsis())).append('\n');
            page.about().forEach(line -> text.append(escaped(line)).append('\n'));
            List.of(page.arguments(), page.options())
                    .forEach(items -> items.forEach(item -> text.append(".TP\n.B ")
                            .append(quoted(item.name()))
                            .append('\n')
                            .append(escaped(item.about()))
                            .append('\n')));
            page.examples()
                    .forEach(example -> text.append(".PP\n.EX\n    ")
                            .append(escaped(example))
                            .append("\n.EE\n"));
        }
        text.append(".SH EXIT STATUS\n");
        CODES.forEach((code, meaning) -> text.append(".TP\n.B ")
                .append(code)
                .append('\n')
                .append(escaped(meaning))
                .append('\n'));
        return text.toString();
    }

    private static String quoted(String text) {
        return "\"" + escaped(text).replace("\"", "\\(dq") + "\"";
    }

    /** A line that begins with a dot or an apostrophe would be a request. */
    private static String escaped(String text) {
        String safe = text.replace("\\", "\\e").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
