package dev.tutti.locks;

import dev.tutti.instances.InstanceId;
import dev.tutti.locks.LineTable.Wish;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds those who wait for each other in a ring. Pure. */
final class Rings {

    private Rings() {}

    /**
     * A ring through {@code start}, each waiting for the next and the last for the first; empty when there is none. Who waits
     * for itself, as two children of a session do, is no ring: that ends by itself.
     */
    static List<InstanceId> through(InstanceId start, List<Wish> wishes) {
        return search(start, start, wishes, new HashSet<>());
    }

    private static List<InstanceId> search(
            InstanceId start, InstanceId at, List<Wish> wishes, Set<InstanceId> visited) {
        for (Wish wish : wishes) {
            if (!wish.who().equals(at) || wish.ofWhom().equals(at)) {
                continue;
            }
            if (wish.ofWhom().equals(start)) {
                return List.of(at);
            }
            if (visited.add(wish.ofWhom())) {
                List<InstanceId> rest = search(start, wish.ofWhom(), wishes, visited);
                if (!rest.isEmpty()) {
                    List<InstanceId> ring = new ArrayList<>(List.of(at));
                    ring.addAll(rest);
                    return ring;
                }
            }
        }
        return List.of();
    }
}
