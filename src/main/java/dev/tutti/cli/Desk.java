package dev.tutti.cli;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.claude.settings.Wiring;
import dev.tutti.files.Documents;
import dev.tutti.flows.Flows;
import dev.tutti.flows.Rooms;
import dev.tutti.kernel.config.Configuration;
import dev.tutti.kernel.home.Resident;
import java.nio.file.Path;

/**
 * What commands work with, wired once. Safe from any thread.
 *
 * @param stirred told after a command that may have brought somebody or something to be looked after; must be quick
 */
public record Desk(
        Rooms rooms,
        Flows flows,
        Resident resident,
        Configuration configuration,
        Wiring settingsFiles,
        Documents documents,
        Path userHome,
        Runnable stirred) {

    public Desk {
        requireNonNull(rooms, "rooms");
        requireNonNull(flows, "flows");
        requireNonNull(resident, "resident");
        requireNonNull(configuration, "configuration");
        requireNonNull(settingsFiles, "settingsFiles");
        requireNonNull(documents, "documents");
        requireNonNull(userHome, "userHome");
        requireNonNull(stirred, "stirred");
    }
}
