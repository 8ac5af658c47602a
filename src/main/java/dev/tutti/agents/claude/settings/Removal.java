package dev.tutti.agents.claude.settings;

import dev.tutti.agents.claude.settings.JsonValue.Container;
import dev.tutti.agents.claude.settings.JsonValue.Item;
import dev.tutti.agents.claude.settings.JsonValue.Listing;
import dev.tutti.agents.claude.settings.JsonValue.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes handlers out of a settings document, and with them the groups, events and the {@code hooks} object that held nothing
 * else.
 *
 * @param gone the handlers' entries
 * @param keep containers that stay even when empty, as {@link HookEditor#containers} names them
 */
record Removal(JsonDocument document, Set<Item> gone, Set<String> keep) {

    Removal {
        gone = Set.copyOf(gone);
        keep = Set.copyOf(keep);
    }

    List<TextEdit> edits() {
        ContainerEdits edits = new ContainerEdits(document, Layout.of(document));
        List<TextEdit> all = new ArrayList<>();
        if (document.root().orElseThrow() instanceof Mapping settings) {
            Mapping hooks = FoundHook.hooksOf(document).orElseThrow();
            List<TextEdit> inside = new ArrayList<>();
            if (inHooks(edits, hooks, inside) && !keep.contains("hooks")) {
                Item member = settings.items().stream()
                        .filter(item -> item.value().equals(hooks))
                        .findFirst()
                        .orElseThrow();
                all.addAll(takeOut(edits, settings, Set.of(member)));
            } else {
                all.addAll(inside);
            }
        }
        return all;
    }

    /** Collects what must go within {@code hooks}; true when nothing would be left. */
    private boolean inHooks(ContainerEdits edits, Mapping hooks, List<TextEdit> inside) {
        Set<Item> emptied = new HashSet<>();
        for (Item event : hooks.items()) {
            List<TextEdit> within = new ArrayList<>();
            boolean empty = event.value() instanceof Listing groups && inEvent(edits, groups, within);
            if (empty && !keep.contains("hooks." + HookEditor.name(event))) {
                emptied.add(event);
            } else {
                inside.addAll(within);
            }
        }
        inside.addAll(takeOut(edits, hooks, emptied));
        return emptied.size() == hooks.items().size();
    }

    private boolean inEvent(ContainerEdits edits, Listing groups, List<TextEdit> within) {
        Set<Item> emptied = new HashSet<>();
        for (Item group : groups.items()) {
            if (group.value() instanceof Mapping mapping
                    && mapping.get("hooks").orElse(mapping) instanceof Listing handlers) {
                Set<Item> here = new HashSet<>(handlers.items());
                here.retainAll(gone);
                if (!here.isEmpty() && here.size() == handlers.items().size()) {
                    emptied.add(group);
                } else {
                    within.addAll(takeOut(edits, handlers, here));
                }
            }
        }
        within.addAll(takeOut(edits, groups, emptied));
        return !emptied.isEmpty() && emptied.size() == groups.items().size();
    }

    private static List<TextEdit> takeOut(ContainerEdits edits, Container container, Set<Item> items) {
        if (items.isEmpty()) {
            return List.of();
        }
        return items.size() == container.items().size() ? edits.clear(container) : edits.remove(container, items);
    }
}
