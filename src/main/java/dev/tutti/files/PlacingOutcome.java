package dev.tutti.files;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.files.TextFiles.Audience;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What planning or doing a change of the documents' folder came to. */
public sealed interface PlacingOutcome {

    /**
     * One file.
     *
     * @param before what it holds now; absent when it is not there
     * @param after what it is to hold; absent when it is to go
     */
    record Change(Path file, Optional<String> before, Optional<String> after, Audience audience) {
        public Change {
            requireNonNull(file, "file");
            requireNonNull(before, "before");
            requireNonNull(after, "after");
            requireNonNull(audience, "audience");
        }

        boolean isNone() {
            return before.equals(after);
        }
    }

    /**
     * A change that can be done. Nothing is written yet.
     *
     * @param place what the repository is known by on this machine
     * @param record what is to be remembered of it; absent when it is undone
     * @param diff a unified diff for people, each line ended
     * @param says plain lines for people: what the change means
     */
    record Plan(String place, List<Change> changes, Optional<PlacedRecord> record, String diff, List<String> says)
            implements PlacingOutcome {
        public Plan {
            requireNonNull(place, "place");
            changes = List.copyOf(changes);
            requireNonNull(record, "record");
            requireNonNull(diff, "diff");
            says = List.copyOf(says);
        }
    }

    /** There is nothing to do. */
    record Nothing(String why) implements PlacingOutcome {
        public Nothing {
            requireNonNull(why, "why");
        }
    }

    /** The plan is done and durable. */
    record Done(List<String> says) implements PlacingOutcome {
        public Done {
            says = List.copyOf(says);
        }
    }

    /** Nothing was changed; {@code why} says what stands in the way and what to do. */
    record Refused(String why) implements PlacingOutcome {
        public Refused {
            requireNonNull(why, "why");
        }
    }
}
