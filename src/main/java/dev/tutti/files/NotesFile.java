package dev.tutti.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.tutti.files.WorkflowFiles.Place;
import dev.tutti.flows.Rooms;
import dev.tutti.kernel.files.FilesException;
import dev.tutti.kernel.files.SharedFiles;
import dev.tutti.kernel.files.SharedFiles.Content;
import dev.tutti.kernel.path.FileLooks;
import dev.tutti.kernel.path.FileStamp;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Fingerprint;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.notes.Note;
import dev.tutti.notes.NoteFileView;
import dev.tutti.notes.NoteFileView.Taken;
import dev.tutti.notes.NoteFilter;
import dev.tutti.notes.NoteId;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The file of a project's notes. Shells append lines to it at any moment, so it is only ever appended to: in one piece, which the
 * system puts behind whatever is there. When it is full it gets another name, under which what a shell still writes into it
 * is taken as well. Lines that Tutti wrote carry their note's id and are known by it. One caller at a time.
 */
final class NotesFile {

    /** A file that is larger than this gets another name. */
    static final int FULL_BYTES = 64 * 1024;

    /** How long a last line without an end must stand before it is one. */
    static final Duration STEADY = Duration.ofSeconds(3);

    /** Of older notes so many are put into a file that begins. */
    private static final int FIRST_MAX = 50;

    /** Lines that are taken in one transaction, and notes that are written in one piece. */
    private static final int AT_ONCE = 200;

    private static final int NAME_MAX = 40;
    private static final int TEXT_MAX = 500;
    private static final Pattern OWN = Pattern.compile(".* <!-- note-(\\d{1,18}), [0-9TZ:.-]+ -->");
    private static final Pattern COMMENT = Pattern.compile("\\s*<!--.*-->\\s*");

    private final Rooms rooms;
    private final SharedFiles files;
    private final FileLooks looks;
    private final long host;
    private final ProjectId project;
    private final Path file;
    private final Path former;
    private FileStamp seen = FileStamp.ABSENT;
    private FileStamp formerSeen = FileStamp.ABSENT;
    private NoteId written = new NoteId(-1);
    private Optional<Torn> torn = Optional.empty();

    /** @param file where it is; the one that was full before it has {@code .old} behind its name */
    NotesFile(Rooms rooms, Place place, ProjectId project, Path file) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.files = place.files();
        this.looks = place.looks();
        this.host = place.host();
        this.project = requireNonNull(project, "project");
        this.file = requireNonNull(file, "file");
        this.former = file.resolveSibling(file.getFileName() + ".old");
    }

    /** A last line without an end, which may be one when it still stands like that later. */
    private record Torn(FileStamp stamp, Deadline steady) {}

    /** What is new in a file. */
    private record Piece(List<String> lines, Taken taken, boolean anew, boolean isAll) {}

    /** What a transaction came to. */
    private record Step(Piece piece, List<Note> pending) {}

    /**
     * Takes what others wrote and writes what they have not; costs two looks at the disk and a read of one row when there is
     * nothing.
     *
     * @throws FilesException when it cannot
     */
    void sync() {
        takeFormer();
        FileStamp now = looks.stamp(file);
        boolean same = now.equals(seen) && torn.isEmpty();
        if (same && rooms.store().read(tx -> rooms.notes().last(tx, project)).equals(written)) {
            return;
        }
        byte[] bytes = bytes(file);
        boolean ends = bytes.length == 0 || bytes[bytes.length - 1] == '\n';
        boolean whole = ends || isSteady(now);
        Step step = rooms.store().write(tx -> step(tx, bytes, whole, false));
        while (!step.piece().isAll()) {
            boolean anew = step.piece().anew();
            step = rooms.store().write(tx -> step(tx, bytes, whole, anew));
        }
        if (!whole) {
            return;
        }
        torn = Optional.empty();
        boolean isSettled = step.pending().isEmpty() && bytes.length <= FULL_BYTES;
        write(step.pending(), ends);
        if (bytes.length > FULL_BYTES && step.pending().isEmpty()) {
            beginAnew();
        }
        // What this wrote is looked at once more, since others may have written before it.
        seen = isSettled ? now : FileStamp.ABSENT;
    }

    private byte[] bytes(Path from) {
        return switch (files.read(from)) {
            case Content.Absent _ -> new byte[0];
            case Content.Present(ByteBuffer content) -> {
                byte[] bytes = new byte[content.remaining()];
                content.duplicate().get(bytes);
                yield bytes;
            }
            case Content.Unreadable(String why) ->
                throw new FilesException(FilesException.Code.NOT_A_FILE, "reading " + from + " failed: " + why);
        };
    }

    private boolean isSteady(FileStamp now) {
        if (torn.isEmpty() || !torn.get().stamp().equals(now)) {
            torn = Optional.of(new Torn(now, Deadline.in(rooms.outside().ticker(), STEADY)));
        }
        return torn.get().steady().hasPassed();
    }

    /** @param goesOn whether lines before these were those of a file written anew */
    private Step step(Tx tx, byte[] bytes, boolean whole, boolean goesOn) {
        Monitor monitor = rooms.projects().enter(tx, project);
        NoteFileView view = rooms.notes().file(tx, project, host);
        Piece found = piece(bytes, view.file(), whole);
        Piece piece = new Piece(found.lines(), found.taken(), found.anew() || goesOn, found.isAll());
        NoteId first = view.equals(NoteFileView.NONE) ? beforeFirst(tx) : view.last();
        NoteId last = new NoteId(Math.max(first.value(), take(tx, monitor, piece)));
        rooms.notes().file(tx, project, host, new NoteFileView(piece.taken(), view.former(), last));
        written = rooms.notes().last(tx, project);
        return new Step(piece, rooms.notes().after(tx, project, last, host, AT_ONCE));
    }

    /** The newest note that is too old for a file that begins. */
    private NoteId beforeFirst(Tx tx) {
        List<Note> newest = rooms.notes().list(tx, project, NoteFilter.newest(FIRST_MAX + 1));
        return newest.size() > FIRST_MAX ? newest.getLast().id() : new NoteId(0);
    }

    /** The next lines behind what was taken, or all again when the file was written anew. */
    private static Piece piece(byte[] bytes, Taken before, boolean whole) {
        boolean anew = before.bytes() == 0
                || bytes.length < before.bytes()
                || !fingerprint(bytes, (int) before.bytes()).equals(before.fingerprint());
        int from = anew ? 0 : (int) before.bytes();
        int end = from;
        int lines = 0;
        boolean torn = false;
        for (int i = from; i < bytes.length && lines < AT_ONCE; i++) {
            if (bytes[i] == '\n') {
                end = i + 1;
                lines++;
            }
            torn = bytes[i] != '\n';
        }
        boolean isAll = lines < AT_ONCE || end == bytes.length;
        int to = isAll && torn && whole ? bytes.length : end;
        List<String> text = new String(bytes, from, to - from, UTF_8).lines().toList();
        return new Piece(text, new Taken(to, fingerprint(bytes, to)), anew, isAll);
    }

    private static String fingerprint(byte[] bytes, int length) {
        return length == 0 ? "" : Fingerprint.of(new String(bytes, 0, length, ISO_8859_1));
    }

    /** Makes notes of the lines that are none of Tutti's; returns the highest number of a note that is among them. */
    private long take(Tx tx, Monitor monitor, Piece piece) {
        long newest = rooms.notes().last(tx, project).value();
        long highest = 0;
        for (String line : piece.lines()) {
            Matcher own = OWN.matcher(line);
            long id = own.matches() ? Long.parseLong(own.group(1)) : Long.MAX_VALUE;
            if (id <= newest && isOwn(tx, new NoteId(id), line)) {
                highest = Math.max(highest, id);
            } else if (!COMMENT.matcher(line).matches()
                    && !(piece.anew() && rooms.notes().isKnown(tx, project, line))) {
                rooms.notes().addFromFile(tx, monitor, line, host);
            }
        }
        return highest;
    }

    /** A note that is not kept any more has no other line. */
    private boolean isOwn(Tx tx, NoteId id, String line) {
        return rooms.notes()
                .find(tx, project, id)
                .map(note -> line(note).equals(line))
                .orElse(true);
    }

    private void write(List<Note> pending, boolean ends) {
        if (!pending.isEmpty()) {
            files.append(
                    file,
                    pending.stream()
                            .map(note -> line(note) + "\n")
                            .collect(Collectors.joining("", ends ? "" : "\n", "")));
        }
    }

    /** A note on one line that nothing in it can end. */
    static String line(Note note) {
        return "[" + Foreign.label(note.author().name(), NAME_MAX) + "] " + Foreign.label(note.text(), TEXT_MAX)
                + " <!-- " + note.id().publicId() + ", " + When.absolute(note.at()) + " -->";
    }

    /** What was taken of the file belongs to the one that is full now. */
    private void beginAnew() {
        takeFormer();
        if (files.setAside(file, former)) {
            rooms.store().write(tx -> {
                rooms.projects().enter(tx, project);
                NoteFileView view = rooms.notes().file(tx, project, host);
                rooms.notes().file(tx, project, host, new NoteFileView(Taken.NOTHING, view.file(), view.last()));
                return view;
            });
            files.append(file, "<!-- older notes: " + former.getFileName() + " -->\n");
        }
    }

    /** What shells that had the full file open wrote into it since. */
    private void takeFormer() {
        FileStamp now = looks.stamp(former);
        if (now.equals(formerSeen)) {
            return;
        }
        byte[] bytes = bytes(former);
        boolean isAll = false;
        while (!isAll) {
            isAll = rooms.store().write(tx -> {
                Monitor monitor = rooms.projects().enter(tx, project);
                NoteFileView view = rooms.notes().file(tx, project, host);
                Piece piece = piece(bytes, view.former(), true);
                if (view.former().equals(Taken.NOTHING)) {
                    return true;
                }
                take(tx, monitor, piece);
                rooms.notes().file(tx, project, host, new NoteFileView(view.file(), piece.taken(), view.last()));
                return piece.isAll();
            });
        }
        formerSeen = now;
    }
}
