package dev.tutti.locks;

import dev.tutti.instances.InstanceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Finds those who wait for each other in a ring. Pure. */
final class Rings {

    private Rings() {}

    /** How many of those who wait are looked at; a longer ring is not found. */
    static final int VISITED_MAX = 64;

    /**
     * A ring through {@code start}, each waiting for the next and the last for the first; empty when there is none. Who waits
     * for itself, as two children of a session do, is no ring: that ends by itself.
     *
     * @param waitsFor whom somebody waits for, asked once of each
     */
    static List<InstanceId> through(InstanceId start, Function<InstanceId, List<InstanceId>> waitsFor) {
        return search(start, start, waitsFor, new HashSet<>());
    }

    private static List<InstanceId> search(
            InstanceId start, InstanceId at, Function<InstanceId, List<InstanceId>> waitsFor, Set<InstanceId> visited) {
        if (visited.size() >= VISITED_MAX) {
            return List.of();
        }
        for (InstanceId ofWhom : waitsFor.apply(at)) {
            if (ofWhom.equals(at)) {
                continue;
            }
            if (ofWhom.equals(start)) {
                return List.of(at);
            }
            if (visited.add(ofWhom)) {
                List<InstanceId> rest = search(start, ofWhom, waitsFor, visited);
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
