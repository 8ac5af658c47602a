package dev.tutti.agents.claude.settings;

/** Which of the client's settings files; declared in the order in which the client lets one overrule the next. */
public enum SettingsKind {
    /** What the machine's administrator decided; never written by Tutti. */
    MANAGED("the managed settings"),
    /** One person's settings of one project, {@code .claude/settings.local.json}. */
    LOCAL("the local settings"),
    /** A project's settings for everybody, {@code .claude/settings.json}. */
    SHARED("the shared settings"),
    /** One person's settings everywhere, {@code ~/.claude/settings.json}. */
    USER("the user's settings");

    private final String words;

    SettingsKind(String words) {
        this.words = words;
    }

    /** The name in a sentence. */
    public String words() {
        return words;
    }

    /** What {@code init} and {@code uninit} take to mean this file; empty for the default one. */
    String flag() {
        return switch (this) {
            case SHARED -> " --team";
            case USER -> " --user";
            case LOCAL, MANAGED -> "";
        };
    }
}
