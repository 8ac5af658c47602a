package dev.tutti.agents.claude.settings;

import dev.tutti.agents.claude.settings.JsonValue.Mapping;
import dev.tutti.agents.claude.settings.JsonValue.Text;
import dev.tutti.kernel.files.FileText;
import dev.tutti.kernel.files.TextFiles;
import dev.tutti.kernel.files.TextFiles.Reach;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The version of the client that a shell would start, read from where it is installed, since starting it takes long: npm puts
 * it beside a {@code package.json}, the client's own installer into a folder of versions.
 */
final class InstalledClient {

    private InstalledClient() {}

    /**
     * Looks.
     *
     * @param search the value of PATH
     * @return the version as it is written; empty when there is no client, or its installation does not tell
     */
    static Optional<String> version(TextFiles files, String search) {
        return Stream.of(search.split(":"))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "claude"))
                .filter(file -> files.reach(file) == Reach.EXECUTABLE)
                .findFirst()
                .map(files::real)
                .flatMap(program -> named(program).or(() -> packaged(files, program)));
    }

    /** As in {@code .../claude/versions/2.1.139}. */
    private static Optional<String> named(Path program) {
        Path folder = program.getParent();
        Path name = program.getFileName();
        return folder != null && name != null && folder.endsWith("versions")
                ? Optional.of(name.toString())
                : Optional.empty();
    }

    private static Optional<String> packaged(TextFiles files, Path program) {
        return Stream.iterate(program.getParent(), folder -> folder != null, Path::getParent)
                .map(folder -> files.read(folder.resolve("package.json")))
                .filter(FileText.Present.class::isInstance)
                .findFirst()
                .flatMap(text -> versionIn(((FileText.Present) text).text()));
    }

    private static Optional<String> versionIn(String manifest) {
        return JsonDocument.parse(manifest) instanceof JsonDocument.Parsed.Whole whole
                ? whole.document()
                        .root()
                        .flatMap(root -> FoundHook.as(Mapping.class, root))
                        .filter(root -> root.get("name")
                                .flatMap(name -> FoundHook.as(Text.class, name))
                                .filter(name -> name.value().startsWith("@anthropic-ai/claude-code"))
                                .isPresent())
                        .flatMap(root -> root.get("version"))
                        .flatMap(value -> FoundHook.as(Text.class, value))
                        .map(Text::value)
                : Optional.empty();
    }
}
