package dev.tutti.agents.claude.settings;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.claude.settings.JsonDocument.Parsed;
import dev.tutti.agents.claude.settings.JsonValue.Literal;
import dev.tutti.agents.claude.settings.JsonValue.Mapping;
import dev.tutti.kernel.files.FileText;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** One settings file as it was found. */
record SettingsFile(SettingsKind kind, Path path, FileText text) {

    SettingsFile {
        requireNonNull(kind, "kind");
        requireNonNull(path, "path");
        requireNonNull(text, "text");
    }

    Optional<JsonDocument> document() {
        return text instanceof FileText.Present present
                        && JsonDocument.parse(present.text()) instanceof Parsed.Whole whole
                ? Optional.of(whole.document())
                : Optional.empty();
    }

    /** Entries of Tutti. */
    Stream<FoundHook> own() {
        return document().stream().flatMap(document -> FoundHook.ownIn(document).stream());
    }

    Optional<JsonValue> setting(String name) {
        return document()
                .flatMap(JsonDocument::root)
                .flatMap(root -> FoundHook.as(Mapping.class, root))
                .flatMap(root -> root.get(name));
    }

    boolean isTrue(String name) {
        return setting(name)
                .flatMap(value -> FoundHook.as(Literal.class, value))
                .filter(Literal::isTrue)
                .isPresent();
    }

    /** Whether it has, or seems to have, entries of Tutti. */
    boolean mentionsTutti() {
        return text instanceof FileText.Present present && present.text().contains("tutti");
    }
}
