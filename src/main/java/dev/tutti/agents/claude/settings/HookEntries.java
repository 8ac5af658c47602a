package dev.tutti.agents.claude.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The exact entries Tutti adds to a settings file, and how it knows its own again. */
final class HookEntries {

    /** What the launcher is told by an entry in exec form. */
    static final List<String> ARGUMENTS = List.of("hook", "claude");

    /**
     * The line of a shared file. It does nothing and succeeds where Tutti was never used, even if another program is called
     * tutti; {@code exec} makes the launcher the client's own child, as it is in exec form, and hands on its exit code, which
     * is always 0.
     */
    static final String SHARED_COMMAND =
            "[ -d \"${TUTTI_HOME:-$HOME/.tutti}\" ] && command -v tutti >/dev/null 2>&1 && exec tutti hook claude; exit 0";

    /** The tools that change files. */
    static final String EDITING_TOOLS = "Write|Edit|MultiEdit|NotebookEdit|Bash";

    private static final int TIMEOUT_SECONDS = 5;
    /** The client gives all SessionEnd hooks 1.5 s together unless an entry in a settings file asks for more. */
    private static final int SESSION_END_SECONDS = 3;

    /** Handled when a person registers them, but not added: PostToolBatch tells the same with a fraction of the bytes. */
    private static final Set<String> OPTIONAL_EVENTS = Set.of("PostToolUse");

    private static final Pattern OWN_LINE =
            Pattern.compile("\\s*(\"[^\"]*/tutti\"|'[^']*/tutti'|(\\S*/)?tutti) hook claude\\s*");

    private HookEntries() {}

    /**
     * The entries of a file of this kind.
     *
     * @param launcher the absolute path of the launcher; a shared file does without
     */
    static List<HookEntry> wanted(SettingsKind kind, Path launcher) {
        boolean shared = kind == SettingsKind.SHARED;
        String command = shared ? SHARED_COMMAND : launcher.toString();
        List<String> arguments = shared ? List.of() : ARGUMENTS;
        return registered().stream()
                .map(each -> new HookEntry(each.event, each.matcher, command, arguments, timeoutSeconds(each.event)))
                .toList();
    }

    private static int timeoutSeconds(String event) {
        return event.equals("SessionEnd") ? SESSION_END_SECONDS : TIMEOUT_SECONDS;
    }

    /** An event that Tutti listens to. */
    record Registered(String event, Optional<String> matcher) {}

    /**
     * WorktreeCreate must never be among them: a hook there replaces the client's own way of making worktrees, and a failing
     * one refuses the session.
     */
    static List<Registered> registered() {
        return List.of(
                all("SessionStart"),
                all("UserPromptSubmit"),
                edits("PreToolUse"),
                edits("PermissionDenied"),
                edits("PostToolUseFailure"),
                all("PostToolBatch"),
                all("Stop"),
                all("StopFailure"),
                all("SubagentStart"),
                all("SubagentStop"),
                all("Notification"),
                all("PreCompact"),
                all("SessionEnd"));
    }

    private static Registered all(String event) {
        return new Registered(event, Optional.empty());
    }

    private static Registered edits(String event) {
        return new Registered(event, Optional.of(EDITING_TOOLS));
    }

    static boolean isOptional(String event) {
        return OPTIONAL_EVENTS.contains(event);
    }

    /** Whether a command handler is one of Tutti's, of any version or checkout. */
    static boolean isOwn(String command, List<String> arguments) {
        if (arguments.isEmpty()) {
            return command.equals(SHARED_COMMAND) || OWN_LINE.matcher(command).matches();
        }
        return arguments.equals(ARGUMENTS) && (command.equals("tutti") || command.endsWith("/tutti"));
    }

    /** Whether a handler under {@code found} sees at least the calls that one under {@code wanted} would. */
    static boolean covers(Optional<String> found, Optional<String> wanted) {
        String tools = found.orElse("");
        if (tools.isEmpty() || tools.equals("*")) {
            return true;
        }
        return wanted.isPresent()
                && Set.of(tools.split("[|,]")).containsAll(List.of(wanted.get().split("\\|")));
    }
}
