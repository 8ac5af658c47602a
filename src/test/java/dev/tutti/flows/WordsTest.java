package dev.tutti.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.instances.TaskSource;
import dev.tutti.instances.Turn;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.GlobOutcome;
import dev.tutti.locks.Freed;
import dev.tutti.locks.FreedBy;
import dev.tutti.locks.Hold;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockId;
import dev.tutti.locks.LockKey;
import dev.tutti.locks.LockMode;
import dev.tutti.locks.LockOutcome.Leftover;
import dev.tutti.locks.LockOutcome.Obstacle;
import dev.tutti.locks.PreImage;
import dev.tutti.locks.PreImage.Dirty;
import dev.tutti.locks.Why;
import dev.tutti.projects.ProjectId;
import dev.tutti.testing.Golden;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every text about a lock, word for word: read the difference as an agent would. */
final class WordsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Spelling FILE = new Spelling("src/f", "src/f");
    private static final Instant THEN = NOW.minus(Duration.ofMinutes(20));

    @Test
    void refusals() {
        StringBuilder text = new StringBuilder();
        for (Why why : Why.values()) {
            text.append(why).append('\n');
            text.append(Words.refusal(FILE, obstacle(why), holder(), NOW)).append('\n');
            text.append(Words.held("src/f", obstacle(why), holder(), NOW)).append("\n\n");
        }
        Golden.assertMatches("words/refusals.txt", text.toString());
    }

    @Test
    void refusalsOfAFileThatWasChangedBefore() {
        StringBuilder text = new StringBuilder();
        for (Why why : Why.values()) {
            text.append(why).append('\n');
            text.append(Words.refusal(FILE, obstacle(why, Dirty.YES), holder(), NOW))
                    .append("\n\n");
            assertThat(Words.refusal(FILE, obstacle(why, Dirty.NO), holder(), NOW))
                    .isEqualTo(Words.refusal(FILE, obstacle(why), holder(), NOW));
        }
        Golden.assertMatches("words/refusals-changed-before.txt", text.toString());
    }

    @Test
    void whatIsSaidOfALockThatEnds() {
        StringBuilder text = new StringBuilder();
        for (FreedBy how : FreedBy.values()) {
            text.append(how).append('\n');
            for (Dirty dirty : List.of(Dirty.UNKNOWN, Dirty.YES)) {
                Freed freed = new Freed(lock(Why.SHOWN_ONCE, dirty), how, Set.of());
                text.append(Words.grantedOver("src/f", freed, holder()).orElse("-"))
                        .append('\n');
            }
            text.append(Words.free(List.of("src/f"), how, holder())).append("\n\n");
        }
        for (Dirty dirty : Dirty.values()) {
            text.append(dirty).append('\n');
            text.append(Words.turnOver(List.of("src/f"), dirty == Dirty.YES, holder()))
                    .append('\n');
            text.append(Words.leftover("src/f", new Leftover("src/f", "A", dirty, THEN), NOW))
                    .append("\n\n");
        }
        Golden.assertMatches("words/endings.txt", text.toString());
    }

    @Test
    void everyRefusalSaysWhoAndWhatNext() {
        for (Why why : Why.values()) {
            assertThat(Words.refusal(FILE, obstacle(why), holder(), NOW))
                    .as("%s", why)
                    .startsWith("src/f is ")
                    .contains("A (claude-20260101-114000-0a1b2c3d, backend)", "Fix the parser", "20 min ago", "Next: ")
                    .endsWith("Do not write this file through the shell instead.");
        }
    }

    @Test
    void whatIsHeldIsNamedWhereItIsAnotherPath() {
        Glob folder = ((GlobOutcome.Parsed) Glob.parse("src/**")).glob();
        LockKey held = new LockKey(new ProjectId(1), Optional.empty(), "src/**", folder);
        Obstacle wider = new Obstacle(Why.TURN_ONLY, held, new InstanceId(1), THEN, Optional.empty());

        assertThat(Words.held("src/f", wider, holder(), NOW))
                .startsWith("src/f is locked by A (claude-20260101-114000-0a1b2c3d, backend) with src/**, working on ");
        assertThat(Words.held("/elsewhere/src/f", obstacle(Why.TURN_ONLY), holder(), NOW))
                .doesNotContain(" with ");
    }

    private static Obstacle obstacle(Why why) {
        return obstacle(why, Dirty.UNKNOWN);
    }

    private static Obstacle obstacle(Why why, Dirty dirty) {
        Optional<Lock> lock = why == Why.OTHERS_FIRST ? Optional.empty() : Optional.of(lock(why, dirty));
        return new Obstacle(why, key(), new InstanceId(1), THEN, lock);
    }

    private static LockKey key() {
        return new LockKey(new ProjectId(1), Optional.empty(), "src/f", Glob.literal("src/f"));
    }

    private static Lock lock(Why why, Dirty dirty) {
        return new Lock(
                new LockId(7),
                key(),
                LockMode.EXCLUSIVE,
                new InstanceId(1),
                new InstanceId(1),
                3,
                Hold.TASK,
                false,
                true,
                true,
                new PreImage(Optional.empty(), Optional.empty(), dirty),
                "Modifying file via Edit",
                THEN,
                why == Why.TERM_RUNNING ? Optional.of(NOW.plusSeconds(90)) : Optional.empty());
    }

    private static Instance holder() {
        return new Instance(
                new InstanceId(1),
                "claude-20260101-114000-0a1b2c3d",
                "A",
                "claude",
                Optional.of("s-1"),
                Optional.empty(),
                Optional.empty(),
                new ProjectId(1),
                Optional.empty(),
                Optional.of("backend"),
                Optional.of("Fix the parser"),
                TaskSource.EXPLICIT,
                Optional.of("main"),
                "/work",
                Optional.empty(),
                1,
                Turn.RUNNING,
                THEN,
                NOW,
                THEN,
                Optional.empty(),
                Optional.empty());
    }
}
