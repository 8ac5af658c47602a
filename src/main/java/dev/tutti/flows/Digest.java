package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.instances.Presence;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Lock;
import dev.tutti.projects.Standing;
import dev.tutti.projects.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session is told when it begins: who else is here, on what, and what they hold. Empty when nobody is. A person is, for
 * as long as it holds something.
 */
final class Digest {

    private static final int OTHERS_MAX = 20;
    private static final int PATHS_MAX = 5;

    private final Rooms rooms;
    private final Presences presences;

    Digest(Rooms rooms, Presences presences) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.presences = requireNonNull(presences, "presences");
    }

    List<String> lines(Tx tx, Instance self, Standing standing) {
        List<Instance> others = rooms.instances().living(tx, self.project()).stream()
                .filter(other -> !other.holder().equals(self.holder()) && !other.isChild())
                .filter(other -> presences.of(tx, other) != Presence.GONE)
                .filter(other -> !other.isPerson()
                        || !rooms.locks()
                                .ofHolder(tx, other.id(), other.project())
                                .isEmpty())
                .toList();
        if (others.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("Tutti: you are " + self.name() + " in the project " + Words.path(standing.name()) + ". Also here:");
        others.stream().limit(OTHERS_MAX).forEach(other -> lines.add("- " + line(tx, self, other)));
        if (others.size() > OTHERS_MAX) {
            lines.add("- and " + (others.size() - OTHERS_MAX) + " more (tutti status)");
        }
        lines.add("To reach one: tutti message send NAME TEXT");
        return lines;
    }

    private String line(Tx tx, Instance self, Instance other) {
        String place = other.tree().equals(self.tree())
                ? ", in this working tree"
                : other.tree()
                        .flatMap(tree -> rooms.projects().tree(tx, tree))
                        .map(Tree::path)
                        .map(path -> ", in " + Words.path(path))
                        .orElse("");
        return Words.whoAndTask(other) + place + held(tx, other);
    }

    private String held(Tx tx, Instance other) {
        List<Lock> locks = rooms.locks().ofHolder(tx, other.id(), other.project());
        if (locks.isEmpty()) {
            return "";
        }
        String paths = String.join(
                ", ",
                locks.stream()
                        .limit(PATHS_MAX)
                        .map(lock -> Words.path(Spelling.shown(rooms, tx, lock, other)))
                        .toList());
        String more = locks.size() > PATHS_MAX ? " and " + (locks.size() - PATHS_MAX) + " more" : "";
        return "; has locked " + paths + more;
    }
}
