package dev.tutti.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** What an event says of an edit, as far as it could be read; of a name that comes twice the later value counts. Empty texts are absent. */
record EditText(String event, String tool, String file, String folder) {

    private static final int DEPTH_MAX = 100_000;

    EditText {
        requireNonNull(event, "event");
        requireNonNull(tool, "tool");
        requireNonNull(file, "file");
        requireNonNull(folder, "folder");
    }

    boolean isEdit() {
        return event.equals("PreToolUse")
                && switch (tool) {
                    case "Write", "Edit", "MultiEdit", "NotebookEdit" -> true;
                    default -> false;
                };
    }

    static EditText of(byte[] input) {
        Map<String, String> said = new HashMap<>();
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH_MAX)
                .maxStringLength(Integer.MAX_VALUE)
                .build();
        JsonFactory factory =
                JsonFactory.builder().streamReadConstraints(limits).build();
        try (JsonParser parser =
                factory.createParser(tools.jackson.core.ObjectReadContext.empty(), new String(input, UTF_8))) {
            read(parser, said);
        } catch (JacksonException e) {
            // What came before counts: a larger event is cut off.
        }
        String tool = said.getOrDefault("/tool_name", "");
        String notebook = said.getOrDefault("/tool_input/notebook_path", "");
        boolean isNotebook = tool.equals("NotebookEdit") && !notebook.isEmpty();
        String file = isNotebook ? notebook : said.getOrDefault("/tool_input/file_path", "");
        return new EditText(
                said.getOrDefault("/hook_event_name", ""),
                tool,
                file.indexOf('\0') < 0 ? file : "",
                said.getOrDefault("/cwd", ""));
    }

    /** Strings of the event and of the objects in it, by the names that lead there. */
    private static void read(JsonParser parser, Map<String, String> said) {
        Deque<String> path = new ArrayDeque<>();
        String key = "";
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case START_OBJECT -> path.push(path.isEmpty() ? "" : path.element() + "/" + key);
                case START_ARRAY -> path.push("[");
                case END_OBJECT, END_ARRAY -> path.pop();
                case PROPERTY_NAME -> key = path.size() > 2 ? "" : parser.getString();
                case VALUE_STRING -> {
                    if (path.size() <= 2 && !"[".equals(path.peek()) && isWanted(path.element() + "/" + key)) {
                        said.put(path.element() + "/" + key, parser.getString());
                    }
                }
                default -> {
                    // Numbers and the like name no file.
                }
            }
        }
    }

    private static boolean isWanted(String name) {
        return switch (name) {
            case "/hook_event_name", "/tool_name", "/cwd", "/tool_input/file_path", "/tool_input/notebook_path" -> true;
            default -> false;
        };
    }
}
