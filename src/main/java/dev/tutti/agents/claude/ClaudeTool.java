package dev.tutti.agents.claude;

import dev.tutti.agents.Tool;
import dev.tutti.agents.ToolCall;
import dev.tutti.agents.ToolUseId;
import dev.tutti.kernel.text.Foreign;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of one tool call as they were sent; absent texts are empty.
 *
 * @param name {@code tool_name}
 * @param id {@code tool_use_id}
 * @param input {@code tool_input}
 * @param output of a shell, the end of {@code tool_response}, or of what that says was printed
 */
record ClaudeTool(String name, String id, Input input, String output) {

    private static final int MAX_NAME_CHARS = 200;

    static ClaudeTool absent() {
        return new ClaudeTool("", "", Input.ABSENT, "");
    }

    /** Reads the object whose start the parser stands on, to its end. */
    static ClaudeTool read(JsonParser parser) {
        ClaudeTool tool = absent();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            tool = tool.with(name, parser);
        }
        return tool;
    }

    /** This call with the value the parser stands on, if it is one of its fields. */
    ClaudeTool with(String field, JsonParser parser) {
        return switch (field) {
            case "tool_name" -> new ClaudeTool(JsonTexts.beginning(parser, MAX_NAME_CHARS), id, input, output);
            case "tool_use_id" -> new ClaudeTool(name, JsonTexts.beginning(parser, MAX_NAME_CHARS + 1), input, output);
            case "tool_input" -> new ClaudeTool(name, id, Input.read(parser), output);
            case "tool_response" -> new ClaudeTool(name, id, input, printed(parser));
            default -> {
                parser.skipChildren();
                yield this;
            }
        };
    }

    /** Only of a shell: what others answer may be large and is not wanted. Its name comes first wherever hosts write both. */
    private String printed(JsonParser parser) {
        if (!isShell()) {
            parser.skipChildren();
            return "";
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return JsonTexts.end(parser, ToolCall.OUTPUT_MAX);
        }
        String printed = "";
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if (field.equals("stdout")) {
                printed = JsonTexts.end(parser, ToolCall.OUTPUT_MAX);
            } else {
                parser.skipChildren();
            }
        }
        return printed;
    }

    private boolean isShell() {
        return name.equals("Bash") || name.equals("PowerShell");
    }

    /** Why the call cannot be judged, if it cannot. */
    Optional<String> problem() {
        if (name.isBlank()) {
            return Optional.of("tool_name is missing or no text");
        }
        return problemOfPath("the path of " + Foreign.line(name, MAX_NAME_CHARS), path());
    }

    /** Why a text cannot name a file, if it cannot. */
    static Optional<String> problemOfPath(String what, String path) {
        if (path.indexOf('\0') >= 0) {
            return Optional.of(what + " contains NUL");
        }
        if (path.length() > JsonTexts.MAX_PATH_BYTES
                || path.getBytes(StandardCharsets.UTF_8).length > JsonTexts.MAX_PATH_BYTES) {
            return Optional.of(what + " is longer than " + JsonTexts.MAX_PATH_BYTES + " bytes");
        }
        if (!Foreign.isWellFormed(path)) {
            return Optional.of(what + " contains half a character (a lone surrogate)");
        }
        return Optional.empty();
    }

    /** The call. One without a usable path or command does nothing that is known. */
    ToolCall toCall() {
        Tool tool = tool();
        String shown = Foreign.line(name, MAX_NAME_CHARS);
        return new ToolCall(ToolUseId.of(id).orElseGet(() -> ToolUseId.standIn(shown, tool)), shown, tool, output);
    }

    /** The call if it can be judged, else the same call as one of which nothing is known. */
    ToolCall toCallAnyway() {
        return problem().isEmpty() ? toCall() : new ClaudeTool(name, id, Input.ABSENT, "").toCall();
    }

    private Tool tool() {
        String path = path();
        return switch (name) {
            case "Write", "Edit", "MultiEdit", "NotebookEdit" ->
                path.isEmpty() ? new Tool.Other() : new Tool.Edit(List.of(path));
            case "Read" -> path.isEmpty() ? new Tool.Other() : new Tool.Read(path);
            case "Bash", "PowerShell" ->
                input.command.isEmpty() ? new Tool.Other() : new Tool.Shell(input.command, input.commandComplete);
            default -> new Tool.Other();
        };
    }

    private String path() {
        return switch (name) {
            case "Write", "Edit", "MultiEdit", "Read" -> input.filePath;
            case "NotebookEdit" -> input.notebookPath.isEmpty() ? input.filePath : input.notebookPath;
            default -> "";
        };
    }

    /** The fields of {@code tool_input} that say what a call touches. */
    record Input(String filePath, String notebookPath, String command, boolean commandComplete) {

        static final Input ABSENT = new Input("", "", "", true);

        static Input read(JsonParser parser) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return ABSENT;
            }
            Input input = ABSENT;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                input = input.with(name, parser);
            }
            return input;
        }

        private Input with(String field, JsonParser parser) {
            return switch (field) {
                case "file_path" -> new Input(JsonTexts.path(parser), notebookPath, command, commandComplete);
                case "notebook_path" -> new Input(filePath, JsonTexts.path(parser), command, commandComplete);
                case "command" -> {
                    boolean complete = parser.currentToken() != JsonToken.VALUE_STRING
                            || parser.getStringLength() <= Tool.Shell.MAX_CHARS;
                    yield new Input(
                            filePath, notebookPath, JsonTexts.beginning(parser, Tool.Shell.MAX_CHARS), complete);
                }
                default -> {
                    parser.skipChildren();
                    yield this;
                }
            };
        }
    }
}
