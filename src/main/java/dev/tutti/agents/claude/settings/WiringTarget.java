package dev.tutti.agents.claude.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * One settings file that Tutti may write.
 *
 * @param kind which one; never the managed settings
 * @param file its absolute path
 */
public record WiringTarget(SettingsKind kind, Path file) {

    public WiringTarget {
        requireNonNull(kind, "kind");
        requireNonNull(file, "file");
        if (kind == SettingsKind.MANAGED) {
            throw new IllegalArgumentException("managed settings belong to the administrator");
        }
        if (!file.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + file);
        }
        file = file.normalize();
    }

    /**
     * One person's settings of a project.
     *
     * @param root of the project's primary tree: recent clients read its local settings in every tree and folder of the
     *     project (2.1.329 does, 2.1.200 reads those of the folder it is started in)
     */
    public static WiringTarget local(Path root) {
        return new WiringTarget(SettingsKind.LOCAL, root.resolve(".claude/settings.local.json"));
    }

    /**
     * The project's settings for everybody; the client reads them in the folder it is started in only.
     *
     * @param root of the tree
     */
    public static WiringTarget shared(Path root) {
        return new WiringTarget(SettingsKind.SHARED, root.resolve(".claude/settings.json"));
    }

    /**
     * One person's settings everywhere.
     *
     * @param clientHome {@code ~/.claude}, or where {@code CLAUDE_CONFIG_DIR} says
     */
    public static WiringTarget user(Path clientHome) {
        return new WiringTarget(SettingsKind.USER, clientHome.resolve("settings.json"));
    }

    Path folder() {
        return requireNonNull(file.getParent(), "an absolute file has a folder");
    }
}
