package dev.tutti.agents.claude.settings;

import dev.tutti.agents.claude.settings.JsonValue.Item;
import dev.tutti.agents.claude.settings.JsonValue.Listing;
import dev.tutti.agents.claude.settings.JsonValue.Mapping;
import dev.tutti.agents.claude.settings.JsonValue.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A command handler of a settings file.
 *
 * @param event the event it stands under
 * @param matcher of the group around it
 * @param command where and what
 * @param arguments empty for the shell form
 * @param item its own entry in the group's list
 */
record FoundHook(String event, Optional<String> matcher, Text command, List<String> arguments, Item item) {

    FoundHook {
        arguments = List.copyOf(arguments);
    }

    boolean isOwn() {
        return HookEntries.isOwn(command.value(), arguments);
    }

    /** Tutti's own handlers of a file, in the order of the text; what is not as it should be is passed over. */
    static List<FoundHook> ownIn(JsonDocument document) {
        return hooksOf(document).stream()
                .flatMap(hooks -> hooks.items().stream())
                .flatMap(FoundHook::ofEvent)
                .filter(FoundHook::isOwn)
                .toList();
    }

    /** The object under {@code hooks}, if there is one. */
    static Optional<Mapping> hooksOf(JsonDocument document) {
        return document.root()
                .flatMap(root -> as(Mapping.class, root))
                .flatMap(root -> root.get("hooks"))
                .flatMap(hooks -> as(Mapping.class, hooks));
    }

    private static Stream<FoundHook> ofEvent(Item event) {
        return as(Listing.class, event.value()).stream()
                .flatMap(groups -> groups.values().stream())
                .flatMap(group -> as(Mapping.class, group).stream())
                .flatMap(group -> ofGroup(event.name().orElseThrow().value(), group).stream());
    }

    private static List<FoundHook> ofGroup(String event, Mapping group) {
        Optional<String> matcher =
                group.get("matcher").flatMap(value -> as(Text.class, value)).map(Text::value);
        List<FoundHook> found = new ArrayList<>();
        for (Item item : handlers(group)) {
            Optional<Mapping> handler = as(Mapping.class, item.value());
            if (handler.isPresent() && isCommand(handler.get())) {
                handler.flatMap(each -> each.get("command"))
                        .flatMap(value -> as(Text.class, value))
                        .ifPresent(command -> found.add(
                                new FoundHook(event, matcher, command, arguments(handler.orElseThrow()), item)));
            }
        }
        return found;
    }

    static List<Item> handlers(Mapping group) {
        return group.get("hooks")
                .flatMap(value -> as(Listing.class, value))
                .map(Listing::items)
                .orElse(List.of());
    }

    private static boolean isCommand(Mapping handler) {
        return handler.get("type")
                .flatMap(value -> as(Text.class, value))
                .map(Text::value)
                .equals(Optional.of("command"));
    }

    private static List<String> arguments(Mapping handler) {
        return handler.get("args").flatMap(value -> as(Listing.class, value)).stream()
                .flatMap(args -> args.values().stream())
                .map(value -> value instanceof Text text ? text.value() : "")
                .toList();
    }

    static <T extends JsonValue> Optional<T> as(Class<T> type, JsonValue value) {
        return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }
}
