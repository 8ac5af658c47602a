package dev.tutti.files;

import static java.util.Objects.requireNonNull;

import dev.tutti.files.CommandTexts.Text;
import dev.tutti.files.PlacedRecord.Excluded;
import dev.tutti.files.PlacingOutcome.Change;
import dev.tutti.files.PlacingOutcome.Done;
import dev.tutti.files.PlacingOutcome.Nothing;
import dev.tutti.files.PlacingOutcome.Plan;
import dev.tutti.files.PlacingOutcome.Refused;
import dev.tutti.kernel.files.FileText;
import dev.tutti.kernel.files.FilesException;
import dev.tutti.kernel.files.TextFiles;
import dev.tutti.kernel.files.TextFiles.Audience;
import dev.tutti.kernel.files.TextFiles.Reach;
import dev.tutti.kernel.git.Git;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.Worktree;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.kernel.path.PathLook;
import dev.tutti.projects.Ground;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts the documents' commands into the working trees of a repository and takes them away again: first a plan that a person can
 * read, then the deed. Planning writes nothing. One thread at a time changes files; any thread may call.
 */
final class Placing {

    private final TextFiles files;
    private final Path records;
    private final Git git;
    private final boolean projecting;
    private final UserScript script;
    private final PathKeys paths = new PathKeys();

    Placing(TextFiles files, Documents.Setup setup, Git git) {
        this.files = requireNonNull(files, "files");
        this.records = setup.home().resolve("compat");
        this.projecting = setup.projecting();
        this.script = new UserScript(setup.user().home());
        this.git = requireNonNull(git, "git");
    }

    /** What is gathered while a plan is made. */
    private static final class Draft {

        private final List<Change> changes = new ArrayList<>();
        private final Map<Path, String> written = new LinkedHashMap<>();
        private final Set<Path> folders = new LinkedHashSet<>();
        private final List<String> inTheWay = new ArrayList<>();
        private final List<String> says = new ArrayList<>();
    }

    /**
     * What preparing a repository would do: a {@link Plan}, {@link Nothing} or {@link Refused}.
     *
     * @param launcher the absolute path of the launcher, which the commands call
     */
    PlacingOutcome plan(Ground ground, Path launcher) {
        if (ground.kind() == Ground.Kind.USER) {
            return new Refused("this is no project; run tutti init --compat in the repository you mean");
        }
        Path primary = ground.primaryRoot();
        CoordinationFolder home = new CoordinationFolder(primary);
        for (Path each : List.of(home.folder(), home.pool())) {
            if (leadsOut(primary, each)) {
                return new Refused(
                        each
                                + " leads out of the working tree; make it a folder of its own, then run tutti init --compat again");
            }
        }
        Optional<PlacedRecord> record = record(ground.projectKey());
        CommandTexts texts = new CommandTexts(launcher, programs(launcher));
        Draft draft = new Draft();
        record.ifPresent(known -> {
            draft.folders.addAll(known.folders());
            draft.written.putAll(known.files());
        });
        for (Path root : roots(ground)) {
            CoordinationFolder folder = new CoordinationFolder(root);
            if (!leadsOut(root, folder.folder())) {
                drawUp(draft, folder, texts, record);
            }
        }
        if (files.reach(home.pool()) == Reach.MISSING) {
            draft.folders.add(home.pool());
        }
        if (record.isEmpty()) {
            draft.inTheWay.addAll(projectionsOfOthers(home));
        }
        if (record.filter(PlacedRecord::pool).isEmpty() && files.reach(home.poolLines()) != Reach.MISSING) {
            draft.inTheWay.add(home.poolLines() + " (tutti pool import takes its entries over)");
        }
        Optional<Excluded> exclude = ground.git().map(place -> exclude(draft, place, record));
        drawUpScript(draft, texts);
        if (!draft.inTheWay.isEmpty()) {
            return new Refused(PlacingWords.inTheWay(draft.inTheWay));
        }
        PlacedRecord fresh = new PlacedRecord(
                ground.projectKey(), primary, texts.onPath(), draft.written, List.copyOf(draft.folders), exclude, true);
        boolean same = draft.changes.stream().allMatch(Change::isNone);
        draft.says.addAll(0, PlacingWords.plan(texts, same, projecting));
        return same && record.filter(fresh::equals).isPresent()
                ? new Nothing("the documents' commands are in " + home.folder() + " already.")
                : new Plan(
                        ground.projectKey(),
                        draft.changes,
                        Optional.of(fresh),
                        PlacingWords.diff(draft.changes),
                        draft.says);
    }

    private void drawUp(Draft draft, CoordinationFolder folder, CommandTexts texts, Optional<PlacedRecord> record) {
        folder.prepared().stream()
                .filter(each -> files.reach(each) == Reach.MISSING)
                .forEach(draft.folders::add);
        for (Map.Entry<Path, Text> each : texts.in(folder).entrySet()) {
            Path file = each.getKey();
            String wanted = each.getValue().text();
            Audience audience = each.getValue().program() ? Audience.PROGRAM : Audience.USUAL;
            draft.written.put(file, PlacedRecord.hash(wanted));
            switch (files.read(file)) {
                case FileText.Absent() ->
                    draft.changes.add(new Change(file, Optional.empty(), Optional.of(wanted), audience));
                case FileText.Present(String text) -> {
                    boolean ours = text.equals(wanted)
                            || record.filter(known -> known.isOurs(file, text)).isPresent();
                    if (ours) {
                        draft.changes.add(new Change(file, Optional.of(text), Optional.of(wanted), audience));
                    } else {
                        draft.inTheWay.add(file.toString());
                    }
                }
                case FileText.Unreadable(String why) -> draft.inTheWay.add(file + " (" + why + ")");
            }
        }
    }

    /** One for all repositories, in the user's own folder; another's is left there. */
    private void drawUpScript(Draft draft, CommandTexts texts) {
        List<PlacedRecord> all = records();
        for (Path folder : script.folders()) {
            boolean made = all.stream().anyMatch(each -> each.folders().contains(folder));
            if (made || files.reach(folder) == Reach.MISSING) {
                draft.folders.add(folder);
            }
        }
        String wanted = texts.script();
        Optional<String> now = text(script.file());
        boolean ours = now.isPresent()
                && (now.get().equals(wanted) || all.stream().anyMatch(each -> each.isOurs(script.file(), now.get())));
        if (ours || files.reach(script.file()) == Reach.MISSING) {
            draft.written.put(script.file(), PlacedRecord.hash(wanted));
            draft.changes.add(new Change(script.file(), now, Optional.of(wanted), Audience.PROGRAM));
        } else {
            draft.written.remove(script.file());
            draft.says.add(script.file() + " is not Tutti's and stays; tutti pool-query does what it does.");
        }
    }

    /** What another coordination system may have left where the projections are to be. */
    private List<String> projectionsOfOthers(CoordinationFolder folder) {
        Stream<Path> found = Stream.concat(
                Stream.of(folder.registry(), folder.decisions()).filter(file -> files.reach(file) != Reach.MISSING),
                Stream.of(folder.locks(), folder.heartbeats())
                        .flatMap(each -> files.list(each).stream())
                        .filter(file -> file.toString().endsWith(".json")));
        return found.map(Path::toString).toList();
    }

    private Excluded exclude(Draft draft, GitPlace place, Optional<PlacedRecord> record) {
        Path file = place.commonDir().resolve("info/exclude");
        Path folder = requireNonNull(file.getParent(), "folder");
        if (files.reach(folder) == Reach.MISSING) {
            draft.folders.add(folder);
        }
        if (files.read(file) instanceof FileText.Unreadable(String why)) {
            draft.inTheWay.add(file + " (" + why + ")");
        }
        Optional<String> now = text(file);
        String after = Exclusion.with(now);
        draft.changes.add(new Change(file, now, Optional.of(after), Audience.USUAL));
        Optional<Excluded> known = record.flatMap(PlacedRecord::exclude);
        boolean untouched = now.isPresent()
                && known.filter(each -> each.after().equals(PlacedRecord.hash(now.get())))
                        .isPresent();
        Optional<String> before = untouched ? known.get().before() : now.map(Exclusion::without);
        return new Excluded(file, before, PlacedRecord.hash(after));
    }

    /** What taking all of it away would do: a {@link Plan} or {@link Nothing}. */
    PlacingOutcome planUndo(Ground ground) {
        Optional<PlacedRecord> record = record(ground.projectKey());
        if (record.isEmpty()) {
            return new Nothing("the documents' commands are not here.");
        }
        List<Change> changes = new ArrayList<>();
        List<String> says = new ArrayList<>();
        says.add("Removes the documents' commands, and the files that are kept beside them.");
        for (Path file : record.get().files().keySet()) {
            if (isShared(ground, file)) {
                says.add(file + " stays for the other repositories.");
                continue;
            }
            switch (files.read(file)) {
                case FileText.Absent() -> {}
                case FileText.Present(String text)
                when record.get().isOurs(file, text) ->
                    changes.add(new Change(file, Optional.of(text), Optional.empty(), Audience.USUAL));
                case FileText.Present _ -> says.add(file + " was changed since and stays.");
                case FileText.Unreadable(String why) -> says.add(file + " stays: " + why + ".");
            }
        }
        record.get().exclude().ifPresent(exclude -> include(exclude, changes, says));
        return new Plan(ground.projectKey(), changes, Optional.empty(), PlacingWords.diff(changes), says);
    }

    private boolean isShared(Ground ground, Path file) {
        return file.equals(script.file())
                && records().stream()
                        .anyMatch(each -> !each.place().equals(ground.projectKey())
                                && each.files().containsKey(file));
    }

    private void include(Excluded exclude, List<Change> changes, List<String> says) {
        if (files.read(exclude.file()) instanceof FileText.Unreadable(String why)) {
            says.add(exclude.file() + " stays: " + why + ".");
        }
        Optional<String> now = text(exclude.file());
        if (now.isEmpty()) {
            return;
        }
        boolean untouched = exclude.after().equals(PlacedRecord.hash(now.get()));
        Optional<String> after = untouched ? exclude.before() : Optional.of(Exclusion.without(now.get()));
        if (!untouched) {
            says.add(exclude.file() + " was changed since: only Tutti's lines go.");
        }
        changes.add(new Change(exclude.file(), now, after, Audience.USUAL));
    }

    /** Does what was planned: {@link Done} or {@link Refused}. */
    synchronized PlacingOutcome apply(Plan plan) {
        for (Change change : plan.changes()) {
            FileText expected =
                    change.before().<FileText>map(FileText.Present::new).orElseGet(FileText.Absent::new);
            if (!files.read(change.file()).equals(expected)) {
                return new Refused(
                        change.file() + " has changed since the plan was made. Nothing was written; try again.");
            }
        }
        return plan.record().isPresent() ? place(plan, plan.record().get()) : remove(plan);
    }

    /** The record is on the disk first, so that no crash leaves a file behind that nobody knows of. */
    private PlacingOutcome place(Plan plan, PlacedRecord record) {
        Path note = recordFile(plan.place());
        Optional<String> former = text(note);
        List<Change> done = new ArrayList<>();
        try {
            files.replace(note, record.toJson(), Audience.OWNER);
            for (Change change : plan.changes()) {
                if (!change.isNone()) {
                    files.replace(change.file(), change.after().orElseThrow(), change.audience());
                    done.add(change);
                }
            }
        } catch (FilesException e) {
            takeBack(done, record);
            restore(new Change(note, Optional.empty(), former, Audience.OWNER));
            return new Refused(e.getMessage() + ". The repository is as it was.");
        }
        return new Done(List.of(
                "The documents' commands are in " + new CoordinationFolder(record.root()).folder() + ".",
                "Undo: tutti uninit --compat"));
    }

    private void takeBack(List<Change> done, PlacedRecord record) {
        for (Change change : done.reversed()) {
            restore(new Change(change.file(), change.after(), change.before(), change.audience()));
        }
        record.folders().reversed().forEach(files::deleteFolderIfEmpty);
    }

    private void restore(Change change) {
        if (change.after().isPresent()) {
            files.replace(change.file(), change.after().get(), change.audience());
        } else {
            files.delete(change.file());
        }
    }

    /** The record goes last: after a crash before that, the next undo finds the rest. */
    private PlacingOutcome remove(Plan plan) {
        Optional<PlacedRecord> record = record(plan.place());
        try {
            plan.changes().forEach(this::restore);
            record.ifPresent(known -> known.folders().reversed().forEach(files::deleteFolderIfEmpty));
            files.delete(recordFile(plan.place()));
        } catch (FilesException e) {
            return new Refused(e.getMessage() + ". Some of the documents' files are still there; try again.");
        }
        return new Done(List.of("The documents' commands are gone."));
    }

    /** Every repository that is prepared. */
    List<PlacedRecord> records() {
        return files.list(records).stream()
                .flatMap(file -> text(file).flatMap(PlacedRecord::fromJson).stream())
                .toList();
    }

    /** A file that was put there and is not as it was: changed, or gone. */
    record Lost(Path file, boolean changed) {}

    /** The first such file of the primary tree. */
    Optional<Lost> lost(PlacedRecord record) {
        return record.files().keySet().stream()
                .filter(file -> file.startsWith(record.root()))
                .filter(file ->
                        text(file).filter(now -> record.isOurs(file, now)).isEmpty())
                .map(file -> new Lost(file, files.reach(file) != Reach.MISSING))
                .findFirst();
    }

    Optional<PlacedRecord> record(String place) {
        return text(recordFile(place))
                .flatMap(PlacedRecord::fromJson)
                .filter(record -> record.place().equals(place));
    }

    private Path recordFile(String place) {
        return records.resolve(PlacedRecord.fileName(place));
    }

    private Optional<String> text(Path file) {
        return files.read(file) instanceof FileText.Present(String text) ? Optional.of(text) : Optional.empty();
    }

    /** The primary tree first, then every other that is there. */
    private List<Path> roots(Ground ground) {
        Stream<Path> others = ground.git().stream()
                .flatMap(place -> git.worktrees(place).stream())
                .filter(Worktree::present)
                .map(Worktree::root);
        return Stream.concat(Stream.of(ground.primaryRoot()), others).distinct().toList();
    }

    /** A folder that is a link into another tree, or out of the repository, is not ours to write into. */
    private boolean leadsOut(Path root, Path folder) {
        return !(paths.locate(folder.toString(), root) instanceof PathLook.Located(Path real)
                && paths.locate(root.toString(), root) instanceof PathLook.Located(Path whole)
                && real.startsWith(whole));
    }

    /** Beside the real launcher, wherever the one that is called links to it. */
    private Path programs(Path launcher) {
        Path real =
                paths.locate(launcher.toString(), launcher) instanceof PathLook.Located(Path found) ? found : launcher;
        return real.resolveSibling("libexec");
    }
}
