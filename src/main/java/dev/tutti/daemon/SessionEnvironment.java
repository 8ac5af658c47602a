package dev.tutti.daemon;

import dev.tutti.flows.Sessions;
import dev.tutti.instances.Instance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Function;

/**
 * Appends an instance's id and name to the file whose exports a session's shell will see, and where the documents' commands
 * are, if its repository was prepared for them. Never throws.
 */
final class SessionEnvironment implements Sessions.EnvironmentFile {

    private static final System.Logger LOG = System.getLogger("dev.tutti.hooks");

    private volatile Function<Path, Optional<Path>> onPath = _ -> Optional.empty();

    /** Tells where the documents' commands are for a session in a directory. */
    void onPath(Function<Path, Optional<Path>> commands) {
        onPath = commands;
    }

    @Override
    public void append(String file, Instance instance) {
        // Both values hold letters, digits, dots, dashes and underscores only.
        String exports = "export TUTTI_INSTANCE='" + instance.publicId() + "'\nexport CLAUDE_INSTANCE='"
                + instance.name() + "'\n" + path(instance);
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

    /** At the end, so that no command of the person's is another one. */
    private String path(Instance instance) {
        try {
            return onPath.apply(Path.of(instance.directory()))
                    .map(folder -> "export PATH=\"$PATH\":'" + folder.toString().replace("'", "'\\''") + "'\n")
                    .orElse("");
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot tell where the documents' commands are: " + e.getMessage());
            return "";
        }
    }
}
