package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.People.Asker;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.store.Tx;
import dev.tutti.notes.Author;
import dev.tutti.notes.LearnOutcome;
import dev.tutti.notes.MergeOutcome;
import dev.tutti.notes.NoteOutcome;
import dev.tutti.notes.Section;
import dev.tutti.projects.Monitor;
import dev.tutti.projects.Standing;

/** Notes and the memory by hand. Safe from any thread. */
public final class NoteVerbs {

    private final Rooms rooms;
    private final People people;

    NoteVerbs(Rooms rooms, People people) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.people = requireNonNull(people, "people");
    }

    /** Leaves a note for everybody in the asker's project. */
    public NoteOutcome add(Asker asker, String text) {
        return people.in(
                asker,
                (tx, standing, monitor) -> rooms.notes().add(tx, monitor, text, author(tx, asker, standing, monitor)));
    }

    /** The asker's project has learned something. */
    public LearnOutcome learn(Asker asker, Section section, String text) {
        return people.in(
                asker,
                (tx, standing, monitor) ->
                        rooms.notes().learn(tx, monitor, section, text, author(tx, asker, standing, monitor)));
    }

    /** A text of the memory of the asker's project comes back changed. */
    public MergeOutcome merge(Asker asker, String text) {
        return people.in(
                asker,
                (tx, standing, monitor) ->
                        rooms.notes().merge(tx, monitor, text, author(tx, asker, standing, monitor)));
    }

    /** What a child agent writes its session has written. */
    private Author author(Tx tx, Asker asker, Standing standing, Monitor monitor) {
        Instance actor = people.actor(tx, asker, standing, monitor);
        return Author.of(rooms.instances().get(tx, actor.holder()));
    }
}
