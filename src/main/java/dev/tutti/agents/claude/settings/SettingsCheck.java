package dev.tutti.agents.claude.settings;

import dev.tutti.agents.claude.settings.Finding.Level;
import dev.tutti.agents.claude.settings.JsonDocument.Parsed;
import dev.tutti.kernel.files.FileText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What in a set of settings files switches hooks off; pure. The client itself says nothing about most of it. */
final class SettingsCheck {

    private SettingsCheck() {}

    /** All findings, in an order that a person can follow from cause to effect. */
    static List<Finding> of(ClientState state) {
        List<Finding> findings = new ArrayList<>();
        List<SettingsFile> obeyed = new ArrayList<>();
        for (SettingsFile file : state.settings()) {
            List<Finding> found = ofFile(file);
            findings.addAll(found);
            if (found.stream().noneMatch(each -> each.code().equals("settings-ignored"))) {
                obeyed.add(file);
            }
        }
        findings.addAll(switches(obeyed));
        findings.addAll(new EntriesCheck(state, obeyed).findings());
        findings.addAll(new NetworkCheck(state, obeyed).findings());
        findings.addAll(new ClientCheck(state, obeyed).findings());
        return findings;
    }

    /** What is wrong with one text by itself. */
    static List<Finding> ofOne(WiringTarget target, String text) {
        SettingsFile file = new SettingsFile(target.kind(), target.file(), new FileText.Present(text));
        List<Finding> findings = new ArrayList<>(ofFile(file));
        findings.addAll(switches(List.of(file)));
        return findings;
    }

    private static List<Finding> ofFile(SettingsFile file) {
        return switch (file.text()) {
            case FileText.Absent absent -> List.of();
            case FileText.Unreadable unreadable ->
                List.of(Finding.warn(
                        "settings-unreadable",
                        file.path() + " cannot be checked: " + unreadable.why() + ".",
                        "make it a UTF-8 text file that you may read"));
            case FileText.Present present ->
                switch (JsonDocument.parse(present.text())) {
                    case Parsed.Malformed malformed ->
                        List.of(ignored(file, malformed.position() + ": " + malformed.why()));
                    case Parsed.Whole whole -> ofDocument(file, whole.document());
                };
        };
    }

    private static List<Finding> ofDocument(SettingsFile file, JsonDocument document) {
        List<Finding> findings = new ArrayList<>();
        document.leniency()
                .ifPresent(leniency -> findings.add(
                        ignored(file, leniency.position() + " has " + leniency.what() + ", which is not plain JSON")));
        for (EntryRules.Problem problem : EntryRules.problems(document)) {
            String what = problem.position() + ": " + problem.what();
            findings.add(
                    problem.dropsFile()
                            ? ignored(file, what)
                            : Finding.warn(
                                    "entry-ignored",
                                    file.path() + ", " + what + "; the client leaves it out.",
                                    "correct or remove it"));
        }
        return findings;
    }

    /** The client drops such a file whole, in silence when nobody attends. */
    private static Finding ignored(SettingsFile file, String why) {
        Level level = file.mentionsTutti() ? Level.FAIL : Level.WARN;
        return new Finding(
                level,
                "settings-ignored",
                file.path() + ", " + why + "; the client ignores the whole file, every hook in it among it.",
                "correct that place");
    }

    private static List<Finding> switches(List<SettingsFile> obeyed) {
        List<Finding> findings = new ArrayList<>();
        Optional<SettingsFile> decides = obeyed.stream()
                .filter(file -> file.setting("disableAllHooks").isPresent())
                .findFirst();
        decides.filter(file -> file.isTrue("disableAllHooks"))
                .ifPresent(file -> findings.add(Finding.fail(
                        "hooks-disabled",
                        "disableAllHooks is true in " + file.path() + ": no hook runs.",
                        "remove it, or set it to false")));
        obeyed.stream()
                .filter(file -> file.kind() == SettingsKind.MANAGED && file.isTrue("allowManagedHooksOnly"))
                .findFirst()
                .ifPresent(file -> findings.add(Finding.fail(
                        "managed-hooks-only",
                        "allowManagedHooksOnly is true in " + file.path() + ": only the administrator's hooks run.",
                        "ask the administrator to add Tutti's entries there")));
        return findings;
    }
}
