package dev.tutti.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.instances.Instance;
import dev.tutti.testing.Actor;
import dev.tutti.testing.OnBothStores;
import dev.tutti.testing.Stage;
import dev.tutti.testing.StoreFixture;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Several writers, each of whom changes a text of some age, against a model that knows what each has seen. */
@OnBothStores
final class MergeTest {

    private static final int ROUNDS = 250;
    private static final int WORDS = 40;

    private final Stage stage;
    private final Instance ann;
    private final Random random = new Random(20_261_127);

    MergeTest(StoreFixture fixture) {
        stage = new Stage(fixture);
        Actor actor = stage.actor("ann", 101, stage.repository("myapp"));
        actor.start();
        ann = actor.instance().orElseThrow();
    }

    /** What a writer has before it. */
    private record Seen(String text, Set<String> items) {}

    @Test
    void whatAnyWriterAddedIsThereUntilSomebodyWhoSawItTakesItOut() {
        Set<String> expected = new LinkedHashSet<>();
        List<Seen> writers = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            if (writers.size() < 4 || random.nextInt(3) == 0) {
                writers.add(new Seen(view().markdown(), Set.copyOf(expected)));
                continue;
            }
            Seen seen = writers.remove(random.nextInt(writers.size()));
            Set<String> out =
                    seen.items().stream().filter(_ -> random.nextInt(4) == 0).collect(Collectors.toSet());
            Set<String> in = random.ints(random.nextInt(4), 0, WORDS)
                    .mapToObj(word -> Section.values()[word % 4] + " " + word)
                    .filter(item -> !seen.items().contains(item))
                    .collect(Collectors.toCollection(LinkedHashSet::new));

            merge(changed(seen.text(), out, in));

            expected.removeAll(out);
            expected.addAll(in);
            assertThat(items()).as("round " + round).isEqualTo(expected);
        }
        assertThat(view().version()).isGreaterThan(50);
    }

    private static String changed(String text, Set<String> out, Set<String> in) {
        StringBuilder changed = new StringBuilder();
        String title = "";
        for (String line : text.lines().toList()) {
            title = line.startsWith("## ") ? line.substring(3) : title;
            boolean isOut =
                    line.startsWith("- ") && out.contains(Section.of(title).orElseThrow() + " " + line.substring(2));
            if (!isOut) {
                changed.append(line).append('\n');
            }
            if (line.startsWith("## ")) {
                for (String item : in) {
                    String[] words = item.split(" ");
                    if (words[0].equals(Section.of(title).orElseThrow().name())) {
                        changed.append("* ").append(words[1]).append('\n');
                    }
                }
            }
        }
        return changed.toString();
    }

    private Set<String> items() {
        return view().learnings().stream()
                .map(learning -> learning.section() + " " + learning.text())
                .collect(Collectors.toSet());
    }

    private MemoryView view() {
        return stage.rooms().store().read(tx -> stage.rooms().notes().memory(tx, ann.project()));
    }

    private void merge(String text) {
        MergeOutcome outcome = stage.rooms()
                .store()
                .write(tx -> stage.rooms()
                        .notes()
                        .merge(tx, stage.rooms().projects().enter(tx, ann.project()), text, Author.of(ann)));
        assertThat(outcome).isInstanceOf(MergeOutcome.Merged.class);
    }
}
