package dev.tutti.testing.realclient;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One request of a client to the scripted API, as far as tests look at it.
 *
 * @param number its place among all requests, from 1
 * @param path the path without its query
 * @param session the client's session id, empty when it named none
 * @param agent the sub-agent's id, empty for the session itself
 * @param body the parsed body, an empty object when there was none
 */
public record ApiRequest(int number, String path, String session, String agent, JsonNode body) {

    public ApiRequest {
        requireNonNull(path, "path");
        requireNonNull(session, "session");
        requireNonNull(agent, "agent");
        requireNonNull(body, "body");
    }

    /** One piece of text the model would have been shown. */
    public record Shown(String role, String kind, String text) {

        private static final int GLANCE = 200;

        /** One line, cut short: what the client tells every model is long. */
        @Override
        public String toString() {
            String line = text.replaceAll("\\s+", " ");
            return role + " " + kind + ": " + (line.length() > GLANCE ? line.substring(0, GLANCE) + " ..." : line);
        }
    }

    public boolean asksTheModel() {
        return path.endsWith("/messages");
    }

    /** All texts and tool results of the conversation, in order. */
    public List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            String role = message.path("role").asString("");
            JsonNode content = message.path("content");
            if (content.isString()) {
                all.add(new Shown(role, "text", content.asString()));
            }
            for (JsonNode block : content.isArray() ? content : body.path("nothing")) {
                all.add(new Shown(role, block.path("type").asString(""), textOf(block)));
            }
        }
        return all;
    }

    /** Whether the model was shown that text anywhere in the conversation. */
    public boolean showed(String text) {
        return shown().stream().anyMatch(piece -> piece.text().contains(text));
    }

    /** What the model was shown from the first place with that text on, at most 2,000 characters; empty when nowhere. */
    public String shownFrom(String text) {
        return shown().stream()
                .filter(piece -> piece.text().contains(text))
                .map(piece -> piece.text().substring(piece.text().indexOf(text)))
                .map(rest -> rest.substring(0, Math.min(rest.length(), 2_000)))
                .findFirst()
                .orElse("");
    }

    @Override
    public String toString() {
        return "request " + number + " " + path + " of " + session + "/" + agent;
    }

    private static String textOf(JsonNode block) {
        JsonNode text = block.has("text") ? block.path("text") : block.path("content");
        if (!text.isArray()) {
            return text.asString("");
        }
        StringBuilder joined = new StringBuilder();
        for (JsonNode part : text) {
            joined.append(part.path("text").asString("")).append('\n');
        }
        return joined.toString();
    }
}
