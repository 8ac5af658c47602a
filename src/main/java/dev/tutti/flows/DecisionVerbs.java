package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.decisions.Decision;
import dev.tutti.decisions.DecisionOutcome;
import dev.tutti.decisions.DecisionOutcome.Stored;
import dev.tutti.decisions.DecisionStatus;
import dev.tutti.decisions.Draft;
import dev.tutti.flows.People.Asker;
import dev.tutti.instances.Instance;
import dev.tutti.projects.Ground;
import java.util.Optional;

/** Decisions by hand. Safe from any thread. */
public final class DecisionVerbs {

    private final Rooms rooms;
    private final People people;
    private final DecisionTelling telling;
    private final Affects affects;

    DecisionVerbs(Rooms rooms, People people, DecisionTelling telling) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.people = requireNonNull(people, "people");
        this.telling = requireNonNull(telling, "telling");
        this.affects = new Affects(rooms);
    }

    /**
     * Makes a decision in the asker's project.
     *
     * @param affected the paths it affects, with commas between, as {@link Affects} reads them
     * @param status proposed, accepted or implemented
     */
    public DecisionOutcome make(Asker asker, Draft draft, String affected, DecisionStatus status) {
        Ground ground = people.ground(asker);
        Draft placed = draft.about(affects.in(affected, ground, asker.directory()));
        return people.in(
                asker,
                (tx, standing, monitor) -> rooms.decisions()
                        .make(tx, monitor, placed, status, people.actor(tx, asker, standing, monitor)));
    }

    /** Takes a decision one state on; empty when there is none of that id here. Those who know one that ends are told. */
    public Optional<DecisionOutcome> become(Asker asker, String id, DecisionStatus next) {
        return people.in(
                asker,
                (tx, standing, monitor) -> rooms.decisions()
                        .find(tx, standing.project(), id)
                        .map(decision -> {
                            Instance actor = people.actor(tx, asker, standing, monitor);
                            DecisionOutcome outcome = rooms.decisions().become(tx, monitor, decision, next, actor);
                            if (outcome instanceof Stored stored
                                    && !stored.decision().isInForce()) {
                                telling.over(tx, stored.decision(), actor.id());
                            }
                            return outcome;
                        }));
    }

    /** Another decision takes one's place; empty when there is none of one of these ids here. */
    public Optional<DecisionOutcome> supersede(Asker asker, String id, String successor) {
        return people.in(asker, (tx, standing, monitor) -> {
            Optional<Decision> old = rooms.decisions().find(tx, standing.project(), id);
            Optional<Decision> next = rooms.decisions().find(tx, standing.project(), successor);
            if (old.isEmpty() || next.isEmpty()) {
                return Optional.empty();
            }
            Instance actor = people.actor(tx, asker, standing, monitor);
            DecisionOutcome outcome = rooms.decisions().supersede(tx, monitor, old.get(), next.get(), actor);
            if (outcome instanceof Stored stored) {
                telling.over(tx, stored.decision(), actor.id());
            }
            return Optional.of(outcome);
        });
    }

    /** Takes all but the newest out of sight; returns how many. */
    public int archive(Asker asker, int kept) {
        return people.in(
                asker,
                (tx, standing, monitor) ->
                        rooms.decisions().archive(tx, monitor, kept, people.actor(tx, asker, standing, monitor)));
    }
}
