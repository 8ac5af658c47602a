package dev.tutti.agents.claude.settings;

import static dev.tutti.agents.claude.settings.FoundHook.as;

import dev.tutti.agents.claude.settings.JsonDocument.Position;
import dev.tutti.agents.claude.settings.JsonValue.Item;
import dev.tutti.agents.claude.settings.JsonValue.Listing;
import dev.tutti.agents.claude.settings.JsonValue.Literal;
import dev.tutti.agents.claude.settings.JsonValue.Mapping;
import dev.tutti.agents.claude.settings.JsonValue.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The client's own rules for what may stand under {@code hooks}.
 *
 * <p>Source: tried with Claude Code 2.1.329. An entry that breaks them is left out; under an event that guards permissions
 * the client leaves out the whole file instead.
 */
final class EntryRules {

    private static final Set<String> GUARDING = Set.of("PreToolUse", "PermissionRequest");

    /** The strings that a handler of each type must have. */
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "command", List.of("command"),
            "http", List.of("url"),
            "prompt", List.of("prompt"),
            "agent", List.of("prompt"),
            "mcp_tool", List.of("server", "tool"));

    private final JsonDocument document;
    private final List<Problem> problems = new ArrayList<>();

    private EntryRules(JsonDocument document) {
        this.document = document;
    }

    /** Something that the client will not take. */
    record Problem(Position position, String what, boolean dropsFile) {}

    static List<Problem> problems(JsonDocument document) {
        EntryRules rules = new EntryRules(document);
        document.root().ifPresent(rules::settings);
        return List.copyOf(rules.problems);
    }

    private void settings(JsonValue root) {
        if (!(root instanceof Mapping settings)) {
            add(root, "the settings are " + root.kind() + ", not an object", true);
            return;
        }
        settings.get("disableAllHooks")
                .filter(value -> !(value instanceof Literal literal
                        && (literal.isTrue() || literal.text().equals("false"))))
                .ifPresent(value -> add(value, "disableAllHooks is " + value.kind() + ", not true or false", true));
        settings.get("hooks").ifPresent(hooks -> {
            if (hooks instanceof Mapping events) {
                events.items().forEach(this::event);
            } else {
                add(hooks, "hooks is " + hooks.kind() + ", not an object", false);
            }
        });
        HookEditor.twice(settings, "hooks"::equals)
                .ifPresent(item -> add(item.value(), "hooks stands twice, only this one counts", false));
    }

    private void event(Item item) {
        String event = HookEditor.name(item);
        boolean guards = GUARDING.contains(event);
        if (!(item.value() instanceof Listing groups)) {
            add(item.value(), event + " is " + item.value().kind() + ", not an array", guards);
            return;
        }
        groups.values().forEach(group -> group(event, group, guards));
    }

    private void group(String event, JsonValue value, boolean guards) {
        if (!(value instanceof Mapping group)) {
            add(value, "an entry under " + event + " is " + value.kind() + ", not an object", guards);
            return;
        }
        group.get("matcher")
                .filter(matcher -> !(matcher instanceof Text))
                .ifPresent(matcher -> add(matcher, "a matcher under " + event + " is " + matcher.kind(), guards));
        if (group.get("hooks").orElse(group) instanceof Listing handlers) {
            handlers.values().forEach(handler -> handler(event, handler, guards));
        } else {
            add(group, "an entry under " + event + " has no array of hooks", guards);
        }
    }

    private void handler(String event, JsonValue value, boolean guards) {
        if (!(value instanceof Mapping handler)) {
            add(value, "a hook under " + event + " is " + value.kind() + ", not an object", guards);
            return;
        }
        String type = string(handler, "type");
        if (!REQUIRED.containsKey(type)) {
            add(handler, "a hook under " + event + " has no type that the client knows", guards);
            return;
        }
        REQUIRED.get(type).stream()
                .filter(name -> !(handler.get(name).orElse(handler) instanceof Text))
                .forEach(name -> add(handler, "a hook under " + event + " has no " + name, guards));
        if (type.equals("http") && handler.get("url").orElse(handler) instanceof Text url && !isUrl(url.value())) {
            add(url, "a hook under " + event + " has an invalid URL", guards);
        }
        handler.get("timeout")
                .filter(timeout -> !(timeout instanceof Literal literal && literal.isNumber()))
                .ifPresent(timeout -> add(timeout, "a timeout under " + event + " is " + timeout.kind(), guards));
    }

    private static String string(Mapping mapping, String name) {
        return mapping.get(name)
                .flatMap(value -> as(Text.class, value))
                .map(Text::value)
                .orElse("");
    }

    private static boolean isUrl(String url) {
        try {
            URI uri = new URI(url);
            return uri.isAbsolute() && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void add(JsonValue value, String what, boolean dropsFile) {
        problems.add(new Problem(document.positionOf(value), what, dropsFile));
    }
}
