package dev.tutti.agents.claude.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Settings files as people and programs leave them; all of them can be edited. */
final class SettingsTexts {

    private static final String FOREIGN = """
            {
              "permissions": {
                "allow": ["Bash(ls:*)"]
              },
              "hooks": {
                "PreToolUse": [
                  {
                    "matcher": "Write|Edit|MultiEdit|NotebookEdit|Bash",
                    "hooks": [
                      { "type": "command", "command": "lint --fix" }
                    ]
                  }
                ],
                "Stop": [{ "hooks": [{ "type": "command", "command": "say done" }] }],
                "Notification": []
              },
              "model": "opus"
            }
            """;

    private static final String COMMENTED = """
            // who touches this, tells the team
            {
              // before
              "hooks": { // events follow
                /* one */ "Stop": [ // list
                  { "hooks": [ { "type": "command", "command": "a" /* , */ } /* after */ ] } // group
                  // end of list
                ], // after Stop
                "SubagentStop": [
                  // nothing yet
                ]
                // end of events
              } // end of hooks
              /* last */
            }
            // bye""";

    private SettingsTexts() {}

    static Map<String, String> all() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("empty file", "");
        texts.put("blank lines", "\n  \n");
        texts.put("byte order mark alone", "\uFEFF");
        texts.put("only a comment", "// nothing here");
        texts.put("only a block comment", "/* nothing\n here */\n");
        texts.put("empty object", "{}");
        texts.put("empty object and line end", "{}\n");
        texts.put("empty object over lines", "{\n}\n");
        texts.put("empty object with comment", "{ // nothing\n}");
        texts.put("empty hooks", "{\n  \"hooks\": {}\n}\n");
        texts.put("empty hooks with comment", "{\n  \"hooks\": { /* none */ }\n}\n");
        texts.put("empty hooks with line comment", "{\"hooks\": { // none\n}}");
        texts.put("empty event lists", "{\n  \"hooks\": { \"Stop\": [], \"PreToolUse\": [\n    ]\n  }\n}");
        texts.put("foreign hooks", FOREIGN);
        texts.put("foreign hooks, CRLF", FOREIGN.replace("\n", "\r\n"));
        texts.put("foreign hooks, tabs", FOREIGN.replace("  ", "\t"));
        texts.put("foreign hooks, four spaces", FOREIGN.replace("  ", "    "));
        texts.put("foreign hooks, byte order mark", "\uFEFF" + FOREIGN);
        texts.put("foreign hooks, no line end", FOREIGN.stripTrailing());
        texts.put("foreign hooks, indented deeply", FOREIGN.indent(12));
        texts.put(
                "foreign hooks, one line", FOREIGN.replaceAll("\\s*\n\\s*", " ").strip());
        texts.put("foreign hooks, no space at all", FOREIGN.replaceAll("(?<!lint|say)\\s+", ""));
        texts.put("comments everywhere", COMMENTED);
        texts.put("comments everywhere, CRLF", COMMENTED.replace("\n", "\r\n"));
        texts.put(
                "trailing commas",
                "{\n  \"a\": [1, 2,],\n  \"hooks\": {\n    \"Stop\": [ {\"hooks\": [],}, ],\n  },\n}\n");
        texts.put("trailing comma and comment", "{\n  \"a\": 1, // one\n  // more\n}\n");
        texts.put(
                "unicode", "{\n  \"Übung\": \"\uD83C\uDFB6 \\u266B\",\n  \"名\": \"\\\"//\\\" /* no comment */\"\n}\n");
        texts.put("brace on the last line", "{ \"a\": 1,\n  \"b\": 2 }");
        texts.put("comma first", "{\n    \"a\": 1\n  , \"b\": 2\n}\n");
        texts.put("comment before comma", "{\n  \"a\": 1 // one\n  ,\"b\": 2 // two\n}\n");
        texts.put("values of all kinds", "{\"a\":null,\"b\":-1.5e+3,\"c\":[true,false,[],{}],\"d\":\"\"}\n\n\n");
        texts.put(
                "invalid entries",
                "{\"hooks\": {\"Stop\": [7, {\"matcher\": 3}, {\"hooks\": {}}, {\"hooks\": [null, {}]}]}}");
        texts.put(
                "a foreign tutti",
                "{\"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"command\", \"command\": \"/x/tutti\"}]}]}}");
        texts.put("a lone carriage return", "{\r\"a\": 1\r}");
        return texts;
    }

    static Stream<Named<String>> named() {
        return all().entrySet().stream().map(each -> Named.of(each.getKey(), each.getValue()));
    }
}
