package dev.tutti.daemon;

import dev.tutti.flows.Sessions;
import dev.tutti.instances.Instance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends an instance's id and name to the file whose exports a session's shell will see. Never throws. */
final class SessionEnvironment implements Sessions.EnvironmentFile {

    private static final System.Logger LOG = System.getLogger("dev.tutti.hooks");

    @Override
    public void append(String file, Instance instance) {
        // Both values hold letters, digits, dots, dashes and underscores only.
        String exports = "export TUTTI_INSTANCE='" + instance.publicId() + "'\nexport CLAUDE_INSTANCE='"
                + instance.name() + "'\n";
        try {
            Files.writeString(
                    Path.of(file),
                    exports,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot write the session's environment: " + e.getMessage());
        }
    }
}
