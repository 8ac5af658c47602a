package dev.tutti.agents.claude.settings;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.files.FileText;
import dev.tutti.kernel.files.TextFiles.Reach;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a check looks at, read once.
 *
 * @param settings the files that exist, in the order in which one overrules the next
 * @param config the client's own memory
 * @param programs what stands at the absolute paths that entries of Tutti name
 * @param onPath the {@code tutti} that a shell would find
 */
record ClientState(
        ClientPlaces places,
        List<SettingsFile> settings,
        FileText config,
        Map<String, Reach> programs,
        Optional<Path> onPath) {

    ClientState {
        requireNonNull(places, "places");
        settings = List.copyOf(settings);
        requireNonNull(config, "config");
        programs = Map.copyOf(programs);
        requireNonNull(onPath, "onPath");
    }
}
