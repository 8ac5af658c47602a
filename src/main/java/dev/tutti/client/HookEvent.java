package dev.tutti.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is told of an event without reading it: a quote inside a JSON string has a backslash before it, so a name in quotes is a
 * key.
 *
 * @param name the event's, or {@code -}
 */
record HookEvent(String name, String session, String call) {

    private static final int START = 65_536;
    private static final int END = 4_096;

    HookEvent {
        requireNonNull(name, "name");
        requireNonNull(session, "session");
        requireNonNull(call, "call");
    }

    static HookEvent of(byte[] input) {
        String start = new String(input, 0, Math.min(input.length, START), ISO_8859_1);
        String end = input.length > START ? new String(input, input.length - END, END, ISO_8859_1) : "";
        return new HookEvent(
                word("hook_event_name", start), word("session_id", start), word("tool_use_id", start + end));
    }

    private static String word(String name, String text) {
        Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([A-Za-z0-9_.-]+)\"")
                .matcher(text);
        return found.find() ? found.group(1) : "-";
    }

    boolean beginsSomething() {
        return name.equals("SessionStart") || name.equals("UserPromptSubmit");
    }
}
