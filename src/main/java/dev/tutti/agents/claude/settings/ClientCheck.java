package dev.tutti.agents.claude.settings;

import dev.tutti.agents.claude.settings.JsonDocument.Parsed;
import dev.tutti.agents.claude.settings.JsonValue.Literal;
import dev.tutti.agents.claude.settings.JsonValue.Mapping;
import dev.tutti.kernel.files.FileText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the client is new enough and trusts the folder; pure. */
final class ClientCheck {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");

    /**
     * The first client that starts entries in exec form with their arguments; older ones start the bare program.
     *
     * <p>Source: tried with 2.1.138 and 2.1.139.
     */
    static final Version EXEC_FORM = new Version(2, 1, 139);

    private final ClientState state;
    private final List<SettingsFile> obeyed;

    ClientCheck(ClientState state, List<SettingsFile> obeyed) {
        this.state = state;
        this.obeyed = obeyed;
    }

    /** A client's version. */
    record Version(int major, int minor, int patch) implements Comparable<Version> {

        private static final Comparator<Version> ORDER = Comparator.comparingInt(Version::major)
                .thenComparingInt(Version::minor)
                .thenComparingInt(Version::patch);

        @Override
        public int compareTo(Version other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return major + "." + minor + "." + patch;
        }
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        state.client().version().flatMap(ClientCheck::version).ifPresent(version -> findings.add(old(version)));
        findings.add(trust());
        return findings;
    }

    private Finding old(Version version) {
        boolean execForm = obeyed.stream()
                .flatMap(file -> file.document().stream())
                .flatMap(document -> FoundHook.ownIn(document).stream())
                .anyMatch(hook -> !hook.arguments().isEmpty());
        return version.compareTo(EXEC_FORM) < 0 && execForm
                ? Finding.fail(
                        "client-too-old",
                        "Claude Code " + version + " starts the launcher without its arguments.",
                        "update Claude Code to " + EXEC_FORM + " or later")
                : Finding.ok("client-version", "Claude Code " + version + ".");
    }

    static Optional<Version> version(String text) {
        Matcher matcher = VERSION.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Version(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** An interactive client holds all hooks back until its person trusts the folder or one around it. */
    private Finding trust() {
        Path root = state.places().roots().getFirst();
        Optional<Mapping> projects = projects();
        boolean trusted = state.places().roots().stream().anyMatch(each -> isTrusted(projects, each));
        return trusted
                ? Finding.ok("folder-trusted", root + " is trusted.")
                : Finding.warn(
                        "folder-not-trusted",
                        root + " is not known to be trusted: until it is, interactive sessions run no hooks there.",
                        "start claude there once and trust the folder");
    }

    private Optional<Mapping> projects() {
        return state.client().memory() instanceof FileText.Present present
                        && JsonDocument.parse(present.text()) instanceof Parsed.Whole whole
                ? whole.document()
                        .root()
                        .flatMap(root -> FoundHook.as(Mapping.class, root))
                        .flatMap(root -> root.get("projects"))
                        .flatMap(value -> FoundHook.as(Mapping.class, value))
                : Optional.empty();
    }

    private static boolean isTrusted(Optional<Mapping> projects, Path root) {
        for (Path folder = root; folder != null; folder = folder.getParent()) {
            String name = folder.toString();
            boolean trusted = projects.flatMap(each -> each.get(name))
                    .flatMap(value -> FoundHook.as(Mapping.class, value))
                    .flatMap(project -> project.get("hasTrustDialogAccepted"))
                    .flatMap(value -> FoundHook.as(Literal.class, value))
                    .filter(Literal::isTrue)
                    .isPresent();
            if (trusted) {
                return true;
            }
        }
        return false;
    }
}
