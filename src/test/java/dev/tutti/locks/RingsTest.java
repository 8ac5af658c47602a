package dev.tutti.locks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.instances.InstanceId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class RingsTest {

    private record Wish(InstanceId who, InstanceId ofWhom) {}

    @Test
    void everyGraphOfFourHasARingThroughItsFirstExactlyWhenItCanReachItselfAgain() {
        for (int edges = 0; edges < 1 << 12; edges++) {
            List<Wish> wishes = wishes(edges);

            List<InstanceId> ring = Rings.through(id(0), among(wishes));

            assertThat(ring.isEmpty()).as("%s", wishes).isEqualTo(!reachesItself(wishes));
            for (int i = 0; i < ring.size(); i++) {
                InstanceId next = ring.get((i + 1) % ring.size());
                assertThat(wishes).contains(new Wish(ring.get(i), next));
            }
        }
    }

    @Test
    void theRingBeginsWithWhoAskedAndNamesEachOnce() {
        List<Wish> wishes = List.of(wish(2, 3), wish(1, 2), wish(3, 1), wish(3, 4), wish(4, 2));

        List<InstanceId> ring = Rings.through(id(1), among(wishes));

        assertThat(ring).containsExactly(id(1), id(2), id(3));
    }

    @Test
    void childrenOfOneSessionThatWaitForEachOtherAreNoRing() {
        assertThat(Rings.through(id(1), among(List.of(wish(1, 1))))).isEmpty();
        assertThat(Rings.through(id(1), among(List.of(wish(1, 1), wish(1, 2), wish(2, 2), wish(2, 1)))))
                .containsExactly(id(1), id(2));
    }

    @Test
    void aRingElsewhereIsNotOurs() {
        List<Wish> wishes = List.of(wish(1, 2), wish(2, 3), wish(3, 2));

        assertThat(Rings.through(id(1), among(wishes))).isEmpty();
    }

    private static boolean reachesItself(List<Wish> wishes) {
        List<InstanceId> reached = new ArrayList<>();
        List<InstanceId> open = new ArrayList<>(List.of(id(0)));
        while (!open.isEmpty()) {
            InstanceId at = open.removeLast();
            for (Wish wish : wishes) {
                if (wish.who().equals(at) && !reached.contains(wish.ofWhom())) {
                    reached.add(wish.ofWhom());
                    open.add(wish.ofWhom());
                }
            }
        }
        return reached.contains(id(0));
    }

    private static List<Wish> wishes(int edges) {
        List<Wish> wishes = new ArrayList<>();
        int bit = 0;
        for (int from = 0; from < 4; from++) {
            for (int to = 0; to < 4; to++) {
                if (from != to && (edges >> bit++ & 1) == 1) {
                    wishes.add(wish(from, to));
                }
            }
        }
        return wishes;
    }

    private static Function<InstanceId, List<InstanceId>> among(List<Wish> wishes) {
        return who -> wishes.stream()
                .filter(wish -> wish.who().equals(who))
                .map(Wish::ofWhom)
                .toList();
    }

    private static Wish wish(long who, long ofWhom) {
        return new Wish(id(who), id(ofWhom));
    }

    private static InstanceId id(long value) {
        return new InstanceId(value);
    }
}
