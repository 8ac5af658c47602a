package dev.tutti.notes;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.id.Ids;
import dev.tutti.kernel.journal.Journal;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.notes.MemoryTable.Head;
import dev.tutti.notes.MemoryText.Item;
import dev.tutti.notes.MemoryText.Key;
import dev.tutti.notes.MemoryText.Parsed;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.ProjectId;
import dev.tutti.projects.Projects;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a project's instances leave for one another. Every verb works in the caller's transaction; those that change take the
 * project's monitor. Stateless.
 */
public final class Notes {

    private static final int TAG_DIGITS = 8;

    private final NoteTable table = new NoteTable();
    private final MemoryTable memory = new MemoryTable();
    private final NoteFileTable files = new NoteFileTable();
    private final Journal journal;
    private final Projects projects;
    private final Ids ids;

    public Notes(Journal journal, Projects projects, Ids ids) {
        this.journal = requireNonNull(journal, "journal");
        this.projects = requireNonNull(projects, "projects");
        this.ids = requireNonNull(ids, "ids");
    }

    /** Leaves a note for everybody in the project, unless somebody said the same within a day. */
    public NoteOutcome add(Tx tx, Monitor monitor, String text, Author author) {
        String kept = NoteRules.kept(text);
        List<String> faults = NoteRules.faults(kept);
        return faults.isEmpty() ? store(tx, monitor, kept, author, Note.NO_FILE) : new NoteOutcome.Faulty(faults);
    }

    /**
     * A line that somebody wrote into the project's file; a long one is cut.
     *
     * @param host the lease of the daemon whose file it is
     */
    public NoteOutcome addFromFile(Tx tx, Monitor monitor, String line, long host) {
        String kept = Foreign.cut(NoteRules.kept(line), NoteRules.TEXT_MAX);
        List<String> faults = NoteRules.faults(kept);
        return faults.isEmpty() ? store(tx, monitor, kept, Author.ofFile(), host) : new NoteOutcome.Faulty(faults);
    }

    private NoteOutcome store(Tx tx, Monitor monitor, String kept, Author author, long host) {
        Optional<Note> same = table.same(tx, monitor.project(), NoteRules.words(kept))
                .filter(note -> note.at().plus(NoteRules.SAME_FOR).isAfter(tx.now()));
        if (same.isPresent()) {
            return new NoteOutcome.Known(same.get());
        }
        Note note = table.insert(tx, new Note(new NoteId(0), monitor.project(), author, kept, host, tx.now()));
        int dropped = table.prune(tx, monitor.project(), NoteRules.NOTES_MAX);
        journal.append(tx, monitor, new NoteFact.Added(author, note).toFact());
        return new NoteOutcome.Stored(note, dropped);
    }

    /** Whether a note that is kept says what a line says, however long ago. */
    public boolean isKnown(Tx tx, ProjectId project, String line) {
        String kept = Foreign.cut(NoteRules.kept(line), NoteRules.TEXT_MAX);
        return table.same(tx, project, NoteRules.words(kept)).isPresent();
    }

    /** The newest first. */
    public List<Note> list(Tx tx, ProjectId project, NoteFilter filter) {
        return table.newest(tx, project, filter.limit()).stream()
                .filter(note ->
                        filter.since().map(since -> !note.at().isBefore(since)).orElse(true))
                .toList();
    }

    public Optional<Note> find(Tx tx, ProjectId project, NoteId id) {
        return table.find(tx, project, id);
    }

    /** The newest of others that a session was not told of yet; empty when it was never told of notes. */
    public Optional<List<Note>> unread(Tx tx, ProjectId project, InstanceId reader, String publicId, int limit) {
        return table.unread(tx, project, reader, publicId, limit);
    }

    /** A session was told of everything up to a number, or need not be. */
    public void read(Tx tx, InstanceId reader, NoteId last) {
        table.read(tx, reader, last);
    }

    /** The number of the newest note; 0 when there is none. */
    public NoteId last(Tx tx, ProjectId project) {
        return table.last(tx, project);
    }

    /** An instance has ended. */
    public void forget(Tx tx, InstanceId reader) {
        table.forget(tx, reader);
    }

    /** Notes after a number that did not stand in a daemon's own file, the oldest first. */
    public List<Note> after(Tx tx, ProjectId project, NoteId last, long host, int limit) {
        return table.after(tx, project, last, host, limit);
    }

    /** How far a daemon is with the project's file of notes. */
    public NoteFileView file(Tx tx, ProjectId project, long host) {
        return files.get(tx, project, host);
    }

    /** A daemon is that far with the project's file of notes. */
    public void file(Tx tx, ProjectId project, long host, NoteFileView view) {
        files.put(tx, project, host, view);
    }

    /** How the files of a project are called; empty while nothing was kept for it. */
    public Optional<String> slug(Tx tx, ProjectId project) {
        return memory.head(tx, project).map(Head::slug);
    }

    /** How its files would be called if no other project had the name. */
    public static String slugOf(String name) {
        return NoteRules.slug(name);
    }

    /** How the files of a project are called, from now on and for ever: after its name, with a number when another has that. */
    public String place(Tx tx, Monitor monitor) {
        return head(tx, monitor).slug();
    }

    private Head head(Tx tx, Monitor monitor) {
        Optional<Head> known = memory.head(tx, monitor.project());
        if (known.isPresent()) {
            return known.get();
        }
        String name = NoteRules.slug(projects.name(tx, monitor.project()));
        String tag = ids.hex(TAG_DIGITS);
        String slug = name;
        for (int number = 2; !memory.create(tx, monitor.project(), slug, tag); number++) {
            slug = name + "-" + number;
        }
        return new Head(slug, tag, 0);
    }

    /** How often the memory of a project was changed. */
    public long memoryVersion(Tx tx, ProjectId project) {
        return memory.head(tx, project).map(Head::version).orElse(0L);
    }

    /** All that a project has learned. */
    public MemoryView memory(Tx tx, ProjectId project) {
        return memory.head(tx, project)
                .map(head -> new MemoryView(head.slug(), head.tag(), head.version(), memory.here(tx, project)))
                .orElse(MemoryView.NONE);
    }

    /** What a project learned last, the newest first. */
    public List<Learning> lastLearned(Tx tx, ProjectId project, int limit) {
        return memory.newest(tx, project, limit);
    }

    /** The project has learned something. */
    public LearnOutcome learn(Tx tx, Monitor monitor, Section section, String text, Author author) {
        String kept = NoteRules.kept(text);
        List<String> faults = NoteRules.faults(kept);
        if (!faults.isEmpty()) {
            return new LearnOutcome.Faulty(faults);
        }
        Key key = new Key(section, NoteRules.words(kept));
        Optional<Learning> known = memory.here(tx, monitor.project()).stream()
                .filter(learning -> Key.of(learning).equals(key))
                .findFirst();
        if (known.isPresent()) {
            return new LearnOutcome.Known(known.get());
        }
        long version = nextVersion(tx, monitor);
        Learning learning = insert(tx, monitor, section, kept, author, version);
        List<Learning> dropped = makeRoom(tx, monitor, author, version);
        return new LearnOutcome.Stored(learning, dropped);
    }

    /**
     * A text of the memory comes back. What its writer added to the version that it shows is learned, what its writer took out
     * is forgotten, and what others changed since then stays. A text that shows no version of this memory only adds.
     *
     * @param text Markdown, as {@link MemoryView#markdown} gives it
     */
    public MergeOutcome merge(Tx tx, Monitor monitor, String text, Author author) {
        Parsed parsed = MemoryText.parse(text);
        List<String> faults = parsed.faults();
        if (!faults.isEmpty()) {
            return new MergeOutcome.Faulty(faults);
        }
        Head head = head(tx, monitor);
        Set<Key> base = parsed.mark()
                .filter(mark -> mark.tag().equals(head.tag()) && mark.version() <= head.version())
                .map(mark -> MemoryText.keys(memory.at(tx, monitor.project(), mark.version())))
                .orElse(Set.of());
        List<Learning> ours = memory.here(tx, monitor.project());
        Set<Key> known = new HashSet<>(base);
        known.addAll(MemoryText.keys(ours));
        List<Item> added = new ArrayList<>();
        Set<Key> theirs = new HashSet<>();
        for (Item item : parsed.items()) {
            theirs.add(item.key());
            if (item.isLearning() && known.add(item.key())) {
                added.add(item);
            }
        }
        List<Learning> out = ours.stream()
                .filter(learning -> base.contains(Key.of(learning)) && !theirs.contains(Key.of(learning)))
                .toList();
        return change(tx, monitor, new Change(added, out, left(parsed)), author);
    }

    private record Change(List<Item> added, List<Learning> out, List<String> left) {}

    private MergeOutcome change(Tx tx, Monitor monitor, Change change, Author author) {
        if (change.added().isEmpty() && change.out().isEmpty()) {
            return new MergeOutcome.Merged(List.of(), List.of(), List.of(), change.left());
        }
        long version = nextVersion(tx, monitor);
        end(tx, monitor, change.out(), author, version);
        List<Learning> learned = change.added().stream()
                .map(item -> insert(tx, monitor, item.section(), item.text(), author, version))
                .toList();
        List<Learning> dropped = makeRoom(tx, monitor, author, version);
        return new MergeOutcome.Merged(learned, change.out(), dropped, change.left());
    }

    private static List<String> left(Parsed parsed) {
        return parsed.items().stream()
                .filter(item -> !item.isLearning())
                .map(item -> "line " + (item.from() + 1) + " is no learning: "
                        + String.join("; ", NoteRules.faults(item.text())))
                .toList();
    }

    private long nextVersion(Tx tx, Monitor monitor) {
        long version = head(tx, monitor).version() + 1;
        memory.setVersion(tx, monitor.project(), version);
        return version;
    }

    private Learning insert(Tx tx, Monitor monitor, Section section, String text, Author author, long version) {
        Learning learning =
                memory.insert(tx, new Learning(0, monitor.project(), section, text, author, tx.now()), version);
        journal.append(tx, monitor, new NoteFact.Learned(author, learning).toFact());
        return learning;
    }

    private void end(Tx tx, Monitor monitor, List<Learning> out, Author author, long version) {
        if (!out.isEmpty()) {
            out.forEach(learning -> memory.end(tx, learning, version));
            memory.prune(tx, monitor.project(), NoteRules.GONE_MAX);
            journal.append(tx, monitor, new NoteFact.Forgotten(author, out).toFact());
        }
    }

    /** Of a section that is too full the oldest go. */
    private List<Learning> makeRoom(Tx tx, Monitor monitor, Author author, long version) {
        List<Learning> here = memory.here(tx, monitor.project());
        List<Learning> out = new ArrayList<>();
        for (Section section : Section.values()) {
            out.addAll(NoteRules.tooMany(here.stream()
                    .filter(learning -> learning.section() == section)
                    .toList()));
        }
        end(tx, monitor, out, author, version);
        return out;
    }
}
