package dev.tutti.agents.claude.settings;

import dev.tutti.agents.claude.settings.JsonDocument.Leniency;
import dev.tutti.agents.claude.settings.JsonDocument.Parsed;
import dev.tutti.agents.claude.settings.JsonDocument.Position;
import dev.tutti.agents.claude.settings.JsonValue.Container;
import dev.tutti.agents.claude.settings.JsonValue.Item;
import dev.tutti.agents.claude.settings.JsonValue.Listing;
import dev.tutti.agents.claude.settings.JsonValue.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Puts Tutti's entries into a settings text and takes them out again; pure. */
final class HookEditor {

    private HookEditor() {}

    /** What editing came to. */
    sealed interface Edited {

        /** The new text, which may be the old one. */
        record Done(String text) implements Edited {}

        /** The text is not as the client wants it; nothing can safely be changed. */
        record Broken(Position position, String why) implements Edited {}
    }

    /** The text with exactly the wanted entries of Tutti in it, at the cost of as few characters as possible. */
    static Edited with(String text, List<HookEntry> wanted) {
        return switch (open(text)) {
            case Opened.No no -> new Edited.Broken(no.position, no.why);
            case Opened.Yes yes -> {
                String retargeted = TextEdit.apply(text, retarget(yes.document, wanted));
                Set<Integer> kept = kept(reopen(retargeted), wanted);
                String cleaned =
                        remove(retargeted, hook -> !kept.contains(hook.item().start()), Set.of());
                yield new Edited.Done(insert(reopen(cleaned), wanted));
            }
        };
    }

    /**
     * The text without any entry of Tutti.
     *
     * @param keep containers that stay even when empty, as {@link #containers} names them
     */
    static Edited without(String text, Set<String> keep) {
        return switch (open(text)) {
            case Opened.No no -> new Edited.Broken(no.position, no.why);
            case Opened.Yes yes -> new Edited.Done(remove(yes.document.text(), hook -> true, keep));
        };
    }

    /** The names of the hook containers that a text has: {@code hooks} and {@code hooks.EVENT}. */
    static Set<String> containers(String text) {
        Set<String> names = new HashSet<>();
        if (open(text) instanceof Opened.Yes yes) {
            FoundHook.hooksOf(yes.document).ifPresent(hooks -> {
                names.add("hooks");
                hooks.items().forEach(item -> names.add("hooks." + name(item)));
            });
        }
        return names;
    }

    /** What in this text plain JSON does not allow; the client ignores such a file as a whole. */
    static Optional<Leniency> leniency(String text) {
        return JsonDocument.parse(text) instanceof Parsed.Whole whole
                ? whole.document().leniency()
                : Optional.empty();
    }

    private sealed interface Opened {

        record Yes(JsonDocument document) implements Opened {}

        record No(Position position, String why) implements Opened {}
    }

    private static Opened open(String text) {
        return switch (JsonDocument.parse(text)) {
            case Parsed.Malformed malformed -> new Opened.No(malformed.position(), malformed.why());
            case Parsed.Whole whole -> shaped(whole.document());
        };
    }

    /** Everything on the way to an entry must be what the client expects there. */
    private static Opened shaped(JsonDocument document) {
        if (document.root().isEmpty()) {
            return new Opened.Yes(document);
        }
        JsonValue root = document.root().get();
        if (!(root instanceof Mapping settings)) {
            return no(document, root, "the settings must be an object, not " + root.kind());
        }
        Optional<JsonValue> hooks = settings.get("hooks");
        if (hooks.isEmpty()) {
            return new Opened.Yes(document);
        }
        if (!(hooks.get() instanceof Mapping events)) {
            return no(
                    document,
                    hooks.get(),
                    "\"hooks\" must be an object, not " + hooks.get().kind());
        }
        return twice(settings, "hooks"::equals)
                .or(() -> twice(events, name -> true))
                .map(item -> no(
                        document,
                        item.value(),
                        "\"" + name(item) + "\" stands here a second time; the client sees only the last one"))
                .or(() -> notAnArray(document, events))
                .orElseGet(() -> new Opened.Yes(document));
    }

    private static Optional<Opened> notAnArray(JsonDocument document, Mapping events) {
        return events.items().stream()
                .filter(item -> !(item.value() instanceof Listing))
                .findFirst()
                .map(item -> no(
                        document,
                        item.value(),
                        "\"" + name(item) + "\" under \"hooks\" must be an array, not "
                                + item.value().kind()));
    }

    /** The second of two items with one name. */
    static Optional<Item> twice(Mapping mapping, Predicate<String> names) {
        Set<String> seen = new HashSet<>();
        return mapping.items().stream()
                .filter(item -> names.test(name(item)) && !seen.add(name(item)))
                .findFirst();
    }

    private static Opened no(JsonDocument document, JsonValue value, String why) {
        return new Opened.No(document.positionOf(value), why);
    }

    /** A text that was made from an opened one. */
    private static JsonDocument reopen(String text) {
        if (open(text) instanceof Opened.Yes yes) {
            return yes.document;
        }
        throw new IllegalStateException("an edit broke the settings text");
    }

    /** An entry that only names another launcher gets the new name in its place. */
    private static List<TextEdit> retarget(JsonDocument document, List<HookEntry> wanted) {
        List<TextEdit> edits = new ArrayList<>();
        for (FoundHook hook : FoundHook.ownIn(document)) {
            wanted.stream()
                    .filter(entry ->
                            isSame(hook, entry) && !hook.command().value().equals(entry.command()))
                    .filter(entry -> !isThere(document, hook.event(), entry))
                    .findFirst()
                    .ifPresent(entry -> edits.add(
                            new TextEdit(hook.command().start(), hook.command().end(), Draft.quote(entry.command()))));
        }
        return edits;
    }

    private static boolean isThere(JsonDocument document, String event, HookEntry entry) {
        return FoundHook.ownIn(document).stream()
                .filter(hook -> hook.event().equals(event))
                .anyMatch(hook -> isRight(hook, entry));
    }

    private static boolean isRight(FoundHook hook, HookEntry entry) {
        return isSame(hook, entry) && hook.command().value().equals(entry.command());
    }

    /** Same event and form and no fewer tools; the timeout and other fields belong to the person. */
    private static boolean isSame(FoundHook hook, HookEntry entry) {
        boolean sameForm = hook.arguments().equals(entry.arguments());
        if (HookEntries.isOptional(hook.event())) {
            return sameForm && entry.event().equals("PostToolBatch");
        }
        return sameForm && hook.event().equals(entry.event()) && HookEntries.covers(hook.matcher(), entry.matcher());
    }

    /** Where the entries stand that are right as they are: the first of each event. */
    private static Set<Integer> kept(JsonDocument document, List<HookEntry> wanted) {
        Set<String> events = new HashSet<>();
        return FoundHook.ownIn(document).stream()
                .filter(hook -> wanted.stream().anyMatch(entry -> isRight(hook, entry)))
                .filter(hook -> events.add(hook.event()))
                .map(hook -> hook.item().start())
                .collect(Collectors.toSet());
    }

    private static String remove(String text, Predicate<FoundHook> choice, Set<String> keep) {
        JsonDocument document = reopen(text);
        Set<Item> gone = FoundHook.ownIn(document).stream()
                .filter(choice)
                .map(FoundHook::item)
                .collect(Collectors.toSet());
        return gone.isEmpty() ? text : TextEdit.apply(text, new Removal(document, gone, keep).edits());
    }

    private static String insert(JsonDocument document, List<HookEntry> wanted) {
        List<HookEntry> missing = wanted.stream()
                .filter(entry -> FoundHook.ownIn(document).stream()
                        .noneMatch(hook -> hook.event().equals(entry.event())))
                .toList();
        if (missing.isEmpty()) {
            return document.text();
        }
        if (document.root().isEmpty()) {
            return withNewRoot(document, missing);
        }
        ContainerEdits edits = new ContainerEdits(document, Layout.of(document));
        Optional<Mapping> hooks = FoundHook.hooksOf(document);
        return TextEdit.apply(
                document.text(),
                hooks.isPresent()
                        ? intoHooks(edits, hooks.get(), missing)
                        : edits.append((Container) document.root().get(), List.of(hooksMember(missing)::write)));
    }

    private static List<TextEdit> intoHooks(ContainerEdits edits, Mapping hooks, List<HookEntry> missing) {
        List<TextEdit> all = new ArrayList<>();
        List<BiFunction<Layout, String, String>> newEvents = new ArrayList<>();
        for (HookEntry entry : missing) {
            Optional<JsonValue> groups = hooks.get(entry.event());
            if (groups.isPresent()) {
                all.addAll(edits.append((Listing) groups.get(), List.of(entry.group()::write)));
            } else {
                newEvents.add(eventMember(entry)::write);
            }
        }
        all.addAll(edits.append(hooks, newEvents));
        return all;
    }

    private static Draft.Entry eventMember(HookEntry entry) {
        return new Draft.Entry(entry.event(), new Draft.Line(new Draft.Listing(List.of(entry.group()))));
    }

    private static Draft.Entry hooksMember(List<HookEntry> entries) {
        return new Draft.Entry(
                "hooks",
                new Draft.Mapping(entries.stream().map(HookEditor::eventMember).toList()));
    }

    private static String withNewRoot(JsonDocument document, List<HookEntry> missing) {
        Layout layout = Layout.of(document);
        String text = document.text();
        String before = text.isBlank() ? text.startsWith("\uFEFF") ? "\uFEFF" : "" : text;
        String between = document.comments().isEmpty() || text.endsWith("\n") ? "" : layout.newline();
        Draft root = new Draft.Mapping(List.of(hooksMember(missing)));
        return before + between + root.write(layout, "") + layout.newline();
    }

    static String name(Item item) {
        return item.name().map(JsonValue.Text::value).orElse("");
    }
}
