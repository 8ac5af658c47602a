package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.notes.Learning;
import dev.tutti.notes.Note;
import dev.tutti.notes.NoteFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What sessions are told of notes and the memory: the newest when they begin, and then each new note once. */
final class NoteTelling {

    /** Notes of a digest at most. */
    private static final int NOTES_MAX = 5;

    /** Older ones are no news to anybody. */
    private static final Duration NOTES_FOR = Duration.ofDays(14);

    /** Learnings of a digest at most. */
    private static final int LEARNINGS_MAX = 8;

    /** Notes of one answer to a running session at most. */
    private static final int NEWS_MAX = 5;

    private static final int TEXT_MAX = 200;
    private static final int NAME_MAX = 40;

    private final Rooms rooms;

    NoteTelling(Rooms rooms) {
        this.rooms = requireNonNull(rooms, "rooms");
    }

    /** What a session is told when it begins; nothing when there is nothing. It is not told of these notes again. */
    List<String> digest(Tx tx, Instance self) {
        List<String> lines = new ArrayList<>(notes(tx, self));
        lines.addAll(memory(tx, self));
        return lines;
    }

    private List<String> notes(Tx tx, Instance self) {
        Optional<Instant> since = Optional.of(tx.now().minus(NOTES_FOR));
        List<Note> newest = rooms.notes().list(tx, self.project(), new NoteFilter(since, NOTES_MAX + 1));
        rooms.notes().read(tx, self.id(), rooms.notes().last(tx, self.project()));
        if (newest.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("Notes here:"));
        newest.stream().limit(NOTES_MAX).forEach(note -> lines.add("- " + line(note, tx.now())));
        if (newest.size() > NOTES_MAX) {
            lines.add("- and more (tutti note list)");
        }
        return lines;
    }

    private List<String> memory(Tx tx, Instance self) {
        List<Learning> newest = rooms.notes().lastLearned(tx, self.project(), LEARNINGS_MAX + 1);
        if (newest.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("Learned here:"));
        newest.stream()
                .limit(LEARNINGS_MAX)
                .forEach(learning ->
                        lines.add("- [" + Foreign.label(learning.author().name(), NAME_MAX) + "] "
                                + learning.section().word() + ": " + Foreign.label(learning.text(), TEXT_MAX)));
        if (newest.size() > LEARNINGS_MAX) {
            lines.add("- and more (tutti memory show)");
        }
        return lines;
    }

    /** {@code [A] Auth API ready (5 min ago)}. */
    private static String line(Note note, Instant now) {
        return "[" + Foreign.label(note.author().name(), NAME_MAX) + "] " + Foreign.label(note.text(), TEXT_MAX) + " ("
                + When.relative(note.at(), now) + ")";
    }

    /** What is new to a running session since it was told last; nothing when nothing is. */
    List<String> news(Tx tx, Instance self) {
        return self.isChild()
                ? List.of()
                : unread(tx, self).map(unread -> news(tx, self, unread)).orElse(List.of());
    }

    private Optional<List<Note>> unread(Tx tx, Instance self) {
        return rooms.notes().unread(tx, self.project(), self.id(), self.publicId(), NEWS_MAX + 1);
    }

    private List<String> news(Tx tx, Instance self, List<Note> unread) {
        if (unread.isEmpty()) {
            return List.of();
        }
        rooms.notes().read(tx, self.id(), unread.getFirst().id());
        List<String> lines = new ArrayList<>();
        unread.stream()
                .limit(NEWS_MAX)
                .toList()
                .reversed()
                .forEach(note -> lines.add("New note: " + line(note, tx.now())));
        if (unread.size() > NEWS_MAX) {
            lines.add("There are more notes: tutti note list");
        }
        return lines;
    }

    /** A session that was never told of notes, as one that began before Tutti did, gets the digest at its prompt. */
    List<String> atPrompt(Tx tx, Instance self) {
        return self.isChild()
                ? List.of()
                : unread(tx, self).map(unread -> news(tx, self, unread)).orElseGet(() -> digest(tx, self));
    }
}
