package dev.tutti.agents.claude.settings;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.files.FileText;
import dev.tutti.kernel.files.TextFiles;
import dev.tutti.kernel.files.TextFiles.Reach;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a client that is started in one tree finds its settings, and what else decides whether hooks run there.
 *
 * @param roots the root of the tree, then that of the project's primary tree if it is another: the client reads the local
 *     settings of both and the shared ones of the first
 * @param clientHome the folder of the user's settings
 * @param clientConfig the file in which the client remembers trusted folders
 * @param managed folders in which an administrator may have put settings
 * @param environment of the shell in which the client would be started
 * @param launcher the absolute path of the launcher in use
 */
public record ClientPlaces(
        List<Path> roots,
        Path clientHome,
        Path clientConfig,
        List<Path> managed,
        Map<String, String> environment,
        Path launcher) {

    private static final List<Path> MANAGED =
            List.of(Path.of("/etc/claude-code"), Path.of("/Library/Application Support/ClaudeCode"));

    public ClientPlaces {
        roots = roots.stream().distinct().toList();
        if (roots.isEmpty()) {
            throw new IllegalArgumentException("no root");
        }
        requireNonNull(clientHome, "clientHome");
        requireNonNull(clientConfig, "clientConfig");
        managed = List.copyOf(managed);
        environment = Map.copyOf(environment);
        requireNonNull(launcher, "launcher");
    }

    /** The usual places; {@code CLAUDE_CONFIG_DIR} in the environment moves the user's. */
    public static ClientPlaces usual(List<Path> roots, Path userHome, Map<String, String> environment, Path launcher) {
        String moved = environment.getOrDefault("CLAUDE_CONFIG_DIR", "");
        Path clientHome = moved.isEmpty() ? userHome.resolve(".claude") : userHome.resolve(moved);
        Path config = (moved.isEmpty() ? userHome : clientHome).resolve(".claude.json");
        return new ClientPlaces(roots, clientHome, config, MANAGED, environment, launcher);
    }

    /** Reads everything that a check needs. */
    ClientState look(TextFiles files) {
        List<SettingsFile> settings = paths(files)
                .map(file -> new SettingsFile(file.kind(), file.path(), files.read(file.path())))
                .filter(file -> !(file.text() instanceof FileText.Absent))
                .toList();
        Map<String, Reach> programs = new HashMap<>();
        settings.stream()
                .flatMap(SettingsFile::own)
                .map(hook -> hook.command().value())
                .filter(command -> command.startsWith("/"))
                .forEach(command -> programs.put(command, files.reach(Path.of(command))));
        Optional<String> version = InstalledClient.version(files, environment.getOrDefault("PATH", ""));
        return new ClientState(
                this, settings, new ClientState.Client(files.read(clientConfig), version), programs, onPath(files));
    }

    private record Place(SettingsKind kind, Path path) {}

    /** In the order in which one overrules the next. */
    private Stream<Place> paths(TextFiles files) {
        List<Place> places = new ArrayList<>();
        for (Path folder : managed) {
            places.add(new Place(SettingsKind.MANAGED, folder.resolve("managed-settings.json")));
            files.list(folder.resolve("managed-settings.d")).stream()
                    .filter(file -> file.toString().endsWith(".json"))
                    .forEach(file -> places.add(new Place(SettingsKind.MANAGED, file)));
        }
        roots.forEach(root -> places.add(place(WiringTarget.local(root))));
        places.add(place(WiringTarget.shared(roots.getFirst())));
        places.add(place(WiringTarget.user(clientHome)));
        return places.stream();
    }

    private static Place place(WiringTarget target) {
        return new Place(target.kind(), target.file());
    }

    private Optional<Path> onPath(TextFiles files) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "tutti"))
                .filter(file -> files.reach(file) == Reach.EXECUTABLE)
                .findFirst();
    }
}
