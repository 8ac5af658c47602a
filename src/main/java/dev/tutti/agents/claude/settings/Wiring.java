package dev.tutti.agents.claude.settings;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.claude.settings.WiringOutcome.Broken;
import dev.tutti.agents.claude.settings.WiringOutcome.Done;
import dev.tutti.agents.claude.settings.WiringOutcome.Nothing;
import dev.tutti.agents.claude.settings.WiringOutcome.Plan;
import dev.tutti.agents.claude.settings.WiringOutcome.Purpose;
import dev.tutti.agents.claude.settings.WiringOutcome.Refused;
import dev.tutti.kernel.files.FileText;
import dev.tutti.kernel.files.FilesException;
import dev.tutti.kernel.files.TextFiles;
import dev.tutti.kernel.files.TextFiles.Audience;
import dev.tutti.kernel.text.Fingerprint;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.LineDiff;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Wires a client's settings file to Tutti and takes the wire out again: first a plan that a person can read, then the deed.
 *
 * <p>Planning writes nothing. Every deed looks again whether the file is still what the plan was made for. One thread at a
 * time changes files; any thread may call.
 */
public final class Wiring {

    private static final int PATH_MAX = 4_000;

    private final TextFiles files;
    private final Path records;
    private final Predicate<Path> untracked;

    /**
     * @param files where settings and records are
     * @param home Tutti's own home, absolute
     * @param untracked whether git would show a file at this path as untracked; asked for local settings only
     */
    public Wiring(TextFiles files, Path home, Predicate<Path> untracked) {
        this.files = requireNonNull(files, "files");
        this.records = requireNonNull(home, "home").resolve("init");
        this.untracked = requireNonNull(untracked, "untracked");
    }

    /**
     * What {@code init} would do: a {@link Plan}, {@link Nothing} or {@link Broken}.
     *
     * @param launcher the absolute path of the launcher, which entries of this person's own files name
     */
    public WiringOutcome plan(WiringTarget target, Path launcher) {
        if (!launcher.isAbsolute()) {
            throw new IllegalArgumentException("the launcher's path is not absolute: " + launcher);
        }
        return withText(target, text -> {
            String before = text.orElse("");
            return switch (HookEditor.with(before, HookEntries.wanted(target.kind(), launcher))) {
                case HookEditor.Edited.Broken broken -> broken(target, broken);
                case HookEditor.Edited.Done done
                when done.text().equals(before) ->
                    new Nothing(target, target.file() + " is wired already.", SettingsCheck.ofOne(target, before));
                case HookEditor.Edited.Done done -> initPlan(target, text, done.text());
            };
        });
    }

    private Plan initPlan(WiringTarget target, Optional<String> before, String after) {
        List<String> says = new ArrayList<>();
        says.add("Undo: tutti uninit" + target.kind().flag());
        if (target.kind() == SettingsKind.SHARED) {
            says.add("For teammates: does nothing where Tutti was never used; needs tutti on the PATH where it was.");
        }
        if (target.kind() == SettingsKind.LOCAL && untracked.test(target.file())) {
            says.add("git will show the file as untracked; to hide it in all trees:"
                    + " echo .claude/settings.local.json >> \"$(git rev-parse --git-common-dir)/info/exclude\"");
        }
        return new Plan(
                Purpose.INIT,
                target,
                before,
                Optional.of(after),
                true,
                diff(target, before, Optional.of(after)),
                says,
                SettingsCheck.ofOne(target, after));
    }

    private static String diff(WiringTarget target, Optional<String> before, Optional<String> after) {
        String name = Foreign.path(target.file().toString(), PATH_MAX);
        return LineDiff.between(
                before.orElse(""),
                after.orElse(""),
                before.isPresent() ? name : "/dev/null",
                after.isPresent() ? name : "/dev/null");
    }

    /** What {@code uninit} would do: a {@link Plan}, {@link Nothing} or {@link Broken}. */
    public WiringOutcome planUndo(WiringTarget target) {
        Optional<UndoRecord> record = record(target);
        return withText(target, text -> {
            if (record.isPresent() && text.isEmpty()) {
                return undoPlan(target, text, text, record.get().before().isEmpty(), "There is no such file any more.");
            }
            if (record.isPresent() && text.equals(record.get().before())) {
                return undoPlan(target, text, text, record.get().exact(), "It is as it was before init already.");
            }
            if (text.isPresent()
                    && record.filter(each -> each.isUntouched(text.get())).isPresent()) {
                return restore(record.get(), text.get());
            }
            return removeOnly(target, text.orElse(""), record);
        });
    }

    private static WiringOutcome restore(UndoRecord record, String text) {
        String says = !record.exact()
                ? "Removes Tutti's entries; the file held older ones when this init found it."
                : record.before().isPresent()
                        ? "Restores the file byte for byte as it was before init."
                        : "Removes the file, which init had made.";
        return undoPlan(record.target(), Optional.of(text), record.before(), record.exact(), says);
    }

    private static WiringOutcome removeOnly(WiringTarget target, String text, Optional<UndoRecord> record) {
        Set<String> keep =
                record.flatMap(UndoRecord::before).map(HookEditor::containers).orElse(Set.of());
        return switch (HookEditor.without(text, keep)) {
            case HookEditor.Edited.Broken broken -> broken(target, broken);
            case HookEditor.Edited.Done done
            when done.text().equals(text) ->
                record.isPresent()
                        ? undoPlan(
                                target, Optional.of(text), Optional.of(text), false, "No entry of Tutti is left in it.")
                        : new Nothing(target, target.file() + " has no entry of Tutti.", List.of());
            case HookEditor.Edited.Done done -> {
                boolean empty = done.text().strip().equals("{}")
                        && record.isPresent()
                        && record.get().before().isEmpty();
                yield undoPlan(
                        target,
                        Optional.of(text),
                        empty ? Optional.empty() : Optional.of(done.text()),
                        false,
                        (record.isPresent() ? "The file was changed since init" : "There is no record of an init")
                                + ": removes only Tutti's entries, everything else stays.");
            }
        };
    }

    private static Plan undoPlan(
            WiringTarget target, Optional<String> before, Optional<String> after, boolean exact, String says) {
        return new Plan(
                Purpose.UNINIT, target, before, after, exact, diff(target, before, after), List.of(says), List.of());
    }

    /** Does what was planned: {@link Done} or {@link Refused}. */
    public synchronized WiringOutcome apply(Plan plan) {
        FileText now = files.read(plan.target().file());
        FileText expected = plan.before().<FileText>map(FileText.Present::new).orElseGet(FileText.Absent::new);
        if (!now.equals(expected)) {
            return new Refused(
                    plan.target(),
                    plan.target().file() + " has changed since the plan was made. Nothing was written; try again.");
        }
        try {
            return plan.purpose() == Purpose.INIT ? init(plan) : uninit(plan);
        } catch (FilesException e) {
            return new Refused(plan.target(), e.getMessage() + ". The settings are as they were.");
        }
    }

    /** The record is on the disk before the file is touched, so that no crash between the two loses what was there. */
    private Done init(Plan plan) {
        WiringTarget target = plan.target();
        files.replace(recordFile(target), newRecord(plan).toJson(), Audience.OWNER);
        files.replace(target.file(), plan.after().orElseThrow(), Audience.USUAL);
        return new Done(
                target,
                List.of(
                        "Wired " + target.file() + ".",
                        "Undo: tutti uninit" + target.kind().flag()));
    }

    private UndoRecord newRecord(Plan plan) {
        WiringTarget target = plan.target();
        String hash = Fingerprint.of(plan.after().orElseThrow());
        boolean madeFolder = files.reach(target.folder()) == TextFiles.Reach.MISSING;
        Optional<UndoRecord> older = record(target);
        String text = plan.before().orElse("");
        if (older.isPresent() && older.get().isUntouched(text)) {
            UndoRecord known = older.get();
            return new UndoRecord(
                    target, known.before(), known.exact(), known.madeFolder(), List.of(Fingerprint.of(text), hash));
        }
        boolean madeBefore = older.isPresent() && older.get().madeFolder() && !madeFolder;
        Set<String> keep =
                older.flatMap(UndoRecord::before).map(HookEditor::containers).orElse(Set.of());
        return HookEditor.without(text, keep) instanceof HookEditor.Edited.Done clean
                        && !clean.text().equals(text)
                ? new UndoRecord(target, Optional.of(clean.text()), false, madeBefore, List.of(hash))
                : new UndoRecord(target, plan.before(), true, madeFolder || madeBefore, List.of(hash));
    }

    /** The record goes last: after a crash before that, the next uninit finds the file restored and only drops it. */
    private Done uninit(Plan plan) {
        WiringTarget target = plan.target();
        boolean madeFolder = record(target).filter(UndoRecord::madeFolder).isPresent();
        if (plan.after().isEmpty()) {
            files.delete(target.file());
        } else if (!plan.after().equals(plan.before())) {
            files.replace(target.file(), plan.after().get(), Audience.USUAL);
        }
        if (plan.after().isEmpty() && madeFolder) {
            files.deleteFolderIfEmpty(target.folder());
        }
        files.delete(recordFile(target));
        return new Done(target, List.of("Unwired " + target.file() + "."));
    }

    /** The files that init has written and that still have entries which call this launcher. */
    public List<Path> callersOf(Path launcher) {
        return files.list(records).stream()
                .flatMap(file -> recordIn(file).stream())
                .map(UndoRecord::target)
                .filter(target -> new SettingsFile(target.kind(), target.file(), files.read(target.file()))
                        .own()
                        .anyMatch(hook -> hook.command().value().equals(launcher.toString())))
                .map(WiringTarget::file)
                .sorted()
                .toList();
    }

    /** Whether any settings that the client reads there have entries of Tutti. */
    public boolean isWired(ClientPlaces places) {
        return places.look(files).settings().stream()
                .anyMatch(file -> file.own().findAny().isPresent());
    }

    /** What switches hooks off, or might: the settings half of {@code doctor}. Changes nothing. */
    public List<Finding> check(ClientPlaces places) {
        return SettingsCheck.of(places.look(files));
    }

    private WiringOutcome withText(WiringTarget target, Function<Optional<String>, WiringOutcome> then) {
        return switch (files.read(target.file())) {
            case FileText.Absent absent -> then.apply(Optional.empty());
            case FileText.Present present -> then.apply(Optional.of(present.text()));
            case FileText.Unreadable unreadable -> new Broken(target, 0, 0, unreadable.why());
        };
    }

    private static Broken broken(WiringTarget target, HookEditor.Edited.Broken broken) {
        return new Broken(target, broken.position().line(), broken.position().column(), broken.why());
    }

    private Path recordFile(WiringTarget target) {
        return records.resolve(UndoRecord.fileName(target.file()));
    }

    private Optional<UndoRecord> record(WiringTarget target) {
        return recordIn(recordFile(target)).filter(record -> record.target().equals(target));
    }

    private Optional<UndoRecord> recordIn(Path file) {
        return files.read(file) instanceof FileText.Present present
                ? UndoRecord.fromJson(present.text())
                : Optional.empty();
    }
}
