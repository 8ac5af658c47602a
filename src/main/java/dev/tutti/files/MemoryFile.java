package dev.tutti.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.tutti.files.WorkflowFiles.Place;
import dev.tutti.flows.Rooms;
import dev.tutti.kernel.files.FilesException;
import dev.tutti.kernel.files.SharedFiles;
import dev.tutti.kernel.files.SharedFiles.Content;
import dev.tutti.kernel.path.FileLooks;
import dev.tutti.kernel.path.FileStamp;
import dev.tutti.kernel.store.StoreException;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.notes.Author;
import dev.tutti.notes.Learning;
import dev.tutti.notes.MemoryView;
import dev.tutti.notes.MergeOutcome;
import dev.tutti.projects.ProjectId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The file of a project's memory, which people change by hand. A change is taken once it has stood for a moment, and merged
 * against the version that the file's last line names. To write it anew it is renamed first, so that whatever somebody wrote
 * until then is seen, and a new one is made only where none stands; who still has the old one open is heard when it was written.
 * A file that is not there forgets nothing. One caller at a time.
 */
final class MemoryFile {

    /** How long a change must stand: an editor may not be done. */
    static final Duration STEADY = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger("dev.tutti.files");
    private static final int TRIES_MAX = 5;

    private final Rooms rooms;
    private final SharedFiles files;
    private final FileLooks looks;
    private final ProjectId project;
    private final Path file;
    private final Path aside;
    private FileStamp seen = FileStamp.ABSENT;
    private long shown = -1;
    private Optional<Changed> changed = Optional.empty();
    private Optional<Replaced> replaced = Optional.empty();
    private Optional<Refused> refused = Optional.empty();

    /** @param file where it is; the one that it replaced last is beside it, hidden */
    MemoryFile(Rooms rooms, Place place, ProjectId project, Path file) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.files = place.files();
        this.looks = place.looks();
        this.project = requireNonNull(project, "project");
        this.file = requireNonNull(file, "file");
        this.aside = file.resolveSibling("." + file.getFileName() + ".tutti");
    }

    /** A change, which is taken when it still stands like that later. */
    private record Changed(FileStamp stamp, Deadline steady) {}

    /** A file that is left alone, and why. */
    private record Refused(FileStamp stamp, FilesException why) {}

    /** What the file was when it was replaced. */
    private record Replaced(FileStamp stamp, String text) {}

    /**
     * Takes what others changed and shows what was learned elsewhere; costs two looks at the disk and a read of one row when
     * there is nothing.
     *
     * @throws FilesException when it cannot; what stands there is left alone
     */
    void sync() {
        hearLateWriters();
        FileStamp now = looks.stamp(file);
        long version = rooms.store().read(tx -> rooms.notes().memoryVersion(tx, project));
        boolean touched = !now.equals(seen);
        if (!touched && version == shown || touched && shown >= 0 && !isSteady(now)) {
            return;
        }
        changed = Optional.empty();
        Optional<String> text = text(file);
        if (text.isPresent() || version > 0) {
            showUnlessRefused(text, now);
        }
    }

    /** A file that breaks a bound is not looked into again before it changes. */
    private void showUnlessRefused(Optional<String> text, FileStamp now) {
        if (refused.isPresent() && refused.get().stamp().equals(now)) {
            throw refused.get().why();
        }
        try {
            show(text, now);
            refused = Optional.empty();
        } catch (FilesException failed) {
            if (failed.code() == FilesException.Code.NOT_A_FILE) {
                refused = Optional.of(new Refused(now, failed));
            }
            throw failed;
        }
    }

    private boolean isSteady(FileStamp now) {
        if (changed.isEmpty() || !changed.get().stamp().equals(now)) {
            changed = Optional.of(new Changed(now, Deadline.in(rooms.outside().ticker(), STEADY)));
        }
        return changed.get().steady().hasPassed();
    }

    /**
     * Makes the file show the memory.
     *
     * @param found what it holds
     * @param now its stamp before it was read
     */
    private void show(Optional<String> found, FileStamp now) {
        Optional<String> standing = found;
        String layout = found.or(() -> text(aside)).orElse("");
        for (int tries = 0; tries < TRIES_MAX; tries++) {
            MemoryView memory = merged(layout);
            String wanted = memory.markdown(layout);
            if (standing.equals(Optional.of(wanted)) || isOfAnother(standing, memory)) {
                settle(now, memory);
                return;
            }
            if (files.setAside(file, aside)) {
                String taken = orPutBack(() -> text(aside)).orElse("");
                if (!standing.equals(Optional.of(taken))) {
                    layout = standing.equals(Optional.of(layout)) ? taken : layout + "\n" + taken;
                    String whole = layout;
                    memory = orPutBack(() -> merged(whole));
                    wanted = memory.markdown(layout);
                }
                replaced = Optional.of(new Replaced(looks.stamp(aside), taken));
            }
            if (placed(wanted)) {
                settle(FileStamp.ABSENT, memory);
                return;
            }
            standing = text(file);
            layout = wanted + "\n" + standing.orElse("");
        }
        throw new FilesException(
                FilesException.Code.BROKEN, "writing " + file + " failed: somebody else writes it all the time");
    }

    /** A file in which nothing is learned, or one that the daemon of another store says is its own, again and again. */
    private boolean isOfAnother(Optional<String> standing, MemoryView memory) {
        return memory.version() == 0
                || memory.version() == shown && standing.map(memory::isShownBy).orElse(false);
    }

    /** Of what was just written no stamp is known that is surely its own: the next look sees to it once more. */
    private void settle(FileStamp stamp, MemoryView memory) {
        seen = stamp;
        shown = memory.version();
    }

    private boolean placed(String text) {
        return orPutBack(() -> files.place(file, text, aside));
    }

    /** What was renamed gets its name back when it cannot be replaced. */
    private <T> T orPutBack(Supplier<T> deed) {
        try {
            return deed.get();
        } catch (FilesException | StoreException failed) {
            if (!looks.stamp(file).exists()) {
                files.setAside(aside, file);
            }
            throw failed;
        }
    }

    /** The memory once it has taken what a text adds and takes out. */
    private MemoryView merged(String text) {
        record Merge(MergeOutcome outcome, MemoryView memory) {}
        Merge merge = rooms.store().write(tx -> {
            MergeOutcome outcome = rooms.notes().merge(tx, rooms.projects().enter(tx, project), text, Author.ofFile());
            return new Merge(outcome, rooms.notes().memory(tx, project));
        });
        switch (merge.outcome()) {
            case MergeOutcome.Merged merged -> tell(merged);
            case MergeOutcome.Faulty(List<String> faults) ->
                throw new FilesException(
                        FilesException.Code.NOT_A_FILE,
                        file + " is left alone until it is corrected: " + String.join("; ", faults));
        }
        return merge.memory();
    }

    private void tell(MergeOutcome.Merged merged) {
        if (!merged.isNothing() || !merged.left().isEmpty()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    file + " was changed by hand: learned " + merged.learned().size() + ", forgot "
                            + merged.forgotten().size() + gone(merged.dropped())
                            + merged.left().stream().map(each -> "; " + each).reduce("", String::concat));
        }
    }

    private static String gone(List<Learning> dropped) {
        return dropped.isEmpty() ? "" : ", " + dropped.size() + " of the oldest went to make room";
    }

    /** Whoever had the file open when it was replaced may have written into it since. */
    private void hearLateWriters() {
        if (replaced.isEmpty()) {
            return;
        }
        FileStamp now = looks.stamp(aside);
        if (now.equals(replaced.get().stamp())) {
            return;
        }
        String text = text(aside).orElse("");
        boolean isNew = now.exists() && !text.equals(replaced.get().text());
        replaced = Optional.empty();
        if (isNew) {
            Path late = file.resolveSibling(file.getFileName() + ".late");
            files.setAside(aside, late);
            merged(text);
            LOG.log(
                    System.Logger.Level.WARNING,
                    file
                            + " was written by somebody who had it open while it was replaced; what was learned is taken over, "
                            + "all of the text is in " + late);
        }
    }

    private Optional<String> text(Path from) {
        return switch (files.read(from)) {
            case Content.Absent _ -> Optional.empty();
            case Content.Present(ByteBuffer bytes) -> {
                try {
                    yield Optional.of(
                            UTF_8.newDecoder().decode(bytes.duplicate()).toString());
                } catch (CharacterCodingException e) {
                    throw unreadable(from, "it is not UTF-8 text");
                }
            }
            case Content.Unreadable(String why) -> throw unreadable(from, why);
        };
    }

    private static FilesException unreadable(Path from, String why) {
        return new FilesException(FilesException.Code.NOT_A_FILE, "reading " + from + " failed: " + why);
    }
}
