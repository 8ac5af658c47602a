package dev.tutti.agents.claude.settings;

import dev.tutti.kernel.files.TextFiles.Reach;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether Tutti's entries are there, whole, and start a launcher that exists; pure. */
final class EntriesCheck {

    private final ClientState state;
    private final Map<String, Set<Path>> files = new TreeMap<>();
    private final List<FoundHook> hooks = new ArrayList<>();
    private final boolean http;

    /** @param obeyed the files that the client does not ignore */
    EntriesCheck(ClientState state, List<SettingsFile> obeyed) {
        this.state = state;
        this.http = !HttpHooks.in(obeyed).isEmpty();
        for (SettingsFile file : obeyed) {
            for (FoundHook hook : file.document().map(FoundHook::ownIn).orElse(List.of())) {
                hooks.add(hook);
                files.computeIfAbsent(hook.command().value(), command -> new TreeSet<>())
                        .add(file.path());
            }
        }
    }

    List<Finding> findings() {
        if (hooks.isEmpty() && !http) {
            return List.of(Finding.fail(
                    "not-wired",
                    "No settings file that the client reads here has entries of Tutti.",
                    "run: tutti init"));
        }
        List<Finding> findings = new ArrayList<>();
        missing(findings);
        files.keySet().forEach(command -> launcher(command, findings));
        if (files.size() > 1) {
            findings.add(Finding.warn(
                    "wired-twice",
                    "Every event is reported " + files.size() + " times, by " + described() + ".",
                    "run: tutti uninit for all but one of these files"));
        }
        hooks.stream()
                .filter(hook -> hook.event().equals("WorktreeCreate"))
                .findFirst()
                .ifPresent(hook -> findings.add(Finding.fail(
                        "worktree-create",
                        "An entry of Tutti stands under WorktreeCreate: the client cannot make worktrees.",
                        "run: tutti init")));
        if (findings.isEmpty()) {
            findings.add(Finding.ok("wired", "Wired by " + described() + "."));
        }
        return findings;
    }

    private String described() {
        return files.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .map(Path::toString)
                .collect(Collectors.joining(", "));
    }

    private void missing(List<Finding> findings) {
        List<String> missing = HookEntries.registered().stream()
                .filter(wanted -> hooks.stream()
                        .noneMatch(hook -> hook.event().equals(wanted.event())
                                && HookEntries.covers(hook.matcher(), wanted.matcher())))
                .map(HookEntries.Registered::event)
                .toList();
        if (!missing.isEmpty() && !http) {
            findings.add(Finding.warn(
                    "entries-missing",
                    "Tutti does not hear of " + String.join(", ", missing) + ", or not of all tools.",
                    "run: tutti init"));
        }
    }

    private void launcher(String command, List<Finding> findings) {
        String where = files.getOrDefault(command, Set.of()).stream()
                .map(Path::toString)
                .collect(Collectors.joining(", "));
        if (!command.startsWith("/")) {
            if (state.onPath().isEmpty()) {
                findings.add(Finding.fail(
                        "launcher-not-on-path",
                        where + " starts tutti from the PATH, where there is none: those hooks do nothing.",
                        "link it from a folder on the PATH: ln -s "
                                + state.places().launcher() + " FOLDER/tutti"));
            }
            return;
        }
        switch (state.programs().getOrDefault(command, Reach.MISSING)) {
            case MISSING ->
                findings.add(Finding.fail(
                        "launcher-missing", where + " starts " + command + ", which is not there.", "run: tutti init"));
            case NOT_A_FILE, FILE ->
                findings.add(Finding.fail(
                        "launcher-not-executable",
                        where + " starts " + command + ", which may not be executed.",
                        "run: chmod +x " + command + ", or: tutti init"));
            case EXECUTABLE -> {
                if (!Path.of(command).equals(state.places().launcher())) {
                    findings.add(Finding.warn(
                            "launcher-differs",
                            where + " starts " + command + "; this is "
                                    + state.places().launcher() + ".",
                            "run: tutti init, if this one is meant"));
                }
            }
        }
    }
}
