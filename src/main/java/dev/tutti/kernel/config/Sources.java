package dev.tutti.kernel.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings are read from.
 *
 * @param flags by setting name
 * @param environment by variable
 * @param user the user's file; need not exist
 * @param project the {@code .tutti.toml} of the primary working tree; need not exist
 */
public record Sources(
        Map<String, String> flags, Map<String, String> environment, Optional<Path> user, Optional<Path> project) {

    public Sources {
        flags = Map.copyOf(flags);
        environment = Map.copyOf(environment);
        requireNonNull(user, "user");
        requireNonNull(project, "project");
    }

    public static Sources of(Map<String, String> environment, Path user) {
        return new Sources(Map.of(), environment, Optional.of(user), Optional.empty());
    }

    public Sources withProject(Path file) {
        return new Sources(flags, environment, user, Optional.of(file));
    }
}
