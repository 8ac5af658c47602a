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
 * @param client the client itself
 * @param programs what stands at the absolute paths that entries of Tutti name
 * @param onPath the {@code tutti} that a shell would find
 */
record ClientState(
        ClientPlaces places,
        List<SettingsFile> settings,
        Client client,
        Map<String, Reach> programs,
        Optional<Path> onPath) {

    ClientState {
        requireNonNull(places, "places");
        settings = List.copyOf(settings);
        requireNonNull(client, "client");
        programs = Map.copyOf(programs);
        requireNonNull(onPath, "onPath");
    }

    /**
     * What is known of the client.
     *
     * @param memory the file in which it remembers trusted folders
     * @param version of the one that a shell would start, as it is written where it is installed
     */
    record Client(FileText memory, Optional<String> version) {
        Client {
            requireNonNull(memory, "memory");
            requireNonNull(version, "version");
        }
    }
}
