package dev.tutti.testing.realclient;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A finished message of the model in the API's two forms: whole, and as the events of a stream. */
record WireMessage(String id, String model, List<Map<String, Object>> content, String stopReason) {

    private static final Map<String, Object> USAGE = Map.of(
            "input_tokens", 100, "output_tokens", 10, "cache_creation_input_tokens", 0, "cache_read_input_tokens", 0);

    static WireMessage of(ApiRequest request, Reply.Said said) {
        List<Map<String, Object>> content = new ArrayList<>();
        boolean calls = false;
        for (Reply.Block block : said.blocks()) {
            switch (block) {
                case Reply.Text text -> content.add(ordered("type", "text", "text", text.text()));
                case Reply.ToolUse use -> {
                    calls = true;
                    String id = "toolu_%06d_%d".formatted(request.number(), content.size());
                    content.add(ordered("type", "tool_use", "id", id, "name", use.name(), "input", use.input()));
                }
            }
        }
        String model = request.body().path("model").asString("scripted");
        return new WireMessage("msg_%06d".formatted(request.number()), model, content, calls ? "tool_use" : "end_turn");
    }

    Map<String, Object> whole() {
        Map<String, Object> message = ordered("id", id, "type", "message", "role", "assistant", "model", model);
        message.put("content", content);
        message.put("stop_reason", stopReason);
        message.put("stop_sequence", null);
        message.put("usage", USAGE);
        return message;
    }

    List<Map<String, Object>> events() {
        List<Map<String, Object>> events = new ArrayList<>();
        Map<String, Object> start = whole();
        start.put("content", List.of());
        start.put("stop_reason", null);
        events.add(ordered("type", "message_start", "message", start));
        for (int index = 0; index < content.size(); index++) {
            Map<String, Object> block = content.get(index);
            events.add(ordered("type", "content_block_start", "index", index, "content_block", emptied(block)));
            events.add(ordered("type", "content_block_delta", "index", index, "delta", delta(block)));
            events.add(ordered("type", "content_block_stop", "index", index));
        }
        Map<String, Object> end = ordered("stop_reason", stopReason);
        end.put("stop_sequence", null);
        events.add(ordered("type", "message_delta", "delta", end, "usage", USAGE));
        events.add(ordered("type", "message_stop"));
        return events;
    }

    private static Map<String, Object> emptied(Map<String, Object> block) {
        Map<String, Object> empty = new LinkedHashMap<>(block);
        if (block.containsKey("input")) {
            empty.put("input", Map.of());
        } else {
            empty.put("text", "");
        }
        return empty;
    }

    private static Map<String, Object> delta(Map<String, Object> block) {
        return block.containsKey("input")
                ? ordered(
                        "type",
                        "input_json_delta",
                        "partial_json",
                        JsonMapper.shared().writeValueAsString(block.get("input")))
                : ordered("type", "text_delta", "text", String.valueOf(block.get("text")));
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            map.put((String) namesAndValues[index], namesAndValues[index + 1]);
        }
        return map;
    }
}
