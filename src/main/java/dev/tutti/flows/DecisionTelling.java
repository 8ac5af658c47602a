package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.decisions.Decision;
import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.locks.LockKey;
import java.util.ArrayList;
import java.util.List;

/** What sessions are told of decisions: titles when they begin, and all of one before they first touch what it affects. */
final class DecisionTelling {

    private static final int DIGEST_MAX = 10;
    private static final int TITLE_MAX = 100;
    private static final int TEXT_MAX = 400;

    private final Rooms rooms;

    DecisionTelling(Rooms rooms) {
        this.rooms = requireNonNull(rooms, "rooms");
    }

    /** The newest in force; nothing when none is. */
    List<String> digest(Tx tx, Instance self) {
        rooms.decisions().forget(tx, self.id());
        List<Decision> newest = rooms.decisions().inForce(tx, self.project(), DIGEST_MAX + 1);
        if (newest.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("Decisions in force here:"));
        for (Decision decision : newest.subList(0, Math.min(DIGEST_MAX, newest.size()))) {
            rooms.decisions().shown(tx, decision, self.id(), false);
            lines.add("- " + headline(decision));
        }
        if (newest.size() > DIGEST_MAX) {
            lines.add("- and more (tutti decision list)");
        }
        return lines;
    }

    /** Before a session first touches a path in this conversation. */
    List<String> about(Tx tx, LockKey key, InstanceId reader) {
        return rooms.decisions().unshownAbout(tx, key.project(), key.pattern().key(), reader).stream()
                .map(decision -> {
                    rooms.decisions().shown(tx, decision, reader, true);
                    return Words.path(key.path()) + " is affected by the decision " + whole(decision);
                })
                .toList();
    }

    static String headline(Decision decision) {
        return decision.publicId() + " (" + Foreign.label(decision.draft().category(), 40) + ") "
                + Foreign.label(decision.draft().title(), TITLE_MAX);
    }

    private static String whole(Decision decision) {
        String description = decision.draft().description();
        String rationale = decision.draft().rationale();
        return headline(decision)
                + (description.isBlank() ? "" : ": " + Foreign.quoted(description, TEXT_MAX))
                + (rationale.isBlank() ? "" : ", because " + Foreign.quoted(rationale, TEXT_MAX));
    }

    /** To those who know a decision that another has taken the place of, or that does not hold any more. */
    void over(Tx tx, Decision decision, InstanceId actor) {
        String line = "The decision " + headline(decision)
                + decision.supersededBy()
                        .map(next -> " is superseded by " + next + ": tutti decision show " + next)
                        .orElse(" is deprecated: it does not hold any more")
                + ".";
        rooms.decisions().shownTo(tx, decision).stream()
                .filter(reader -> !reader.equals(actor))
                .forEach(reader -> rooms.notices().owe(tx, reader, line));
    }
}
