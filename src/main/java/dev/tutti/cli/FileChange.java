package dev.tutti.cli;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.claude.settings.Finding;
import dev.tutti.agents.claude.settings.WiringOutcome;
import dev.tutti.files.PlacingOutcome;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A change of somebody's files, by whomever it is made, in the steps in which a person meets it. */
sealed interface FileChange {

    /**
     * Nothing is written yet.
     *
     * @param where what it would be written to, for the question
     * @param diff a unified diff, each line ended
     * @param says plain lines
     * @param deed does it; never answers with a plan
     */
    record Planned(String where, String diff, List<String> says, List<Finding> warnings, Supplier<FileChange> deed)
            implements FileChange {
        public Planned {
            requireNonNull(where, "where");
            requireNonNull(diff, "diff");
            says = List.copyOf(says);
            warnings = List.copyOf(warnings);
            requireNonNull(deed, "deed");
        }
    }

    /** There is nothing to do. */
    record Nothing(String why, List<Finding> warnings) implements FileChange {
        public Nothing {
            requireNonNull(why, "why");
            warnings = List.copyOf(warnings);
        }
    }

    /** It cannot be done, and nothing was. */
    record Refused(String why) implements FileChange {
        public Refused {
            requireNonNull(why, "why");
        }
    }

    /** It is done. */
    record Done(List<String> says) implements FileChange {
        public Done {
            says = List.copyOf(says);
        }
    }

    static FileChange of(WiringOutcome outcome, Function<WiringOutcome.Plan, WiringOutcome> deed) {
        return switch (outcome) {
            case WiringOutcome.Plan plan ->
                new Planned(
                        plan.target().file().toString(),
                        plan.diff(),
                        plan.says(),
                        plan.warnings(),
                        () -> of(deed.apply(plan), deed));
            case WiringOutcome.Nothing nothing -> new Nothing(nothing.why(), nothing.warnings());
            case WiringOutcome.Broken broken -> new Refused(broken.says());
            case WiringOutcome.Refused refused -> new Refused(refused.why());
            case WiringOutcome.Done done -> new Done(done.says());
        };
    }

    static FileChange of(PlacingOutcome outcome, String where, Function<PlacingOutcome.Plan, PlacingOutcome> deed) {
        return switch (outcome) {
            case PlacingOutcome.Plan plan ->
                new Planned(where, plan.diff(), plan.says(), List.of(), () -> of(deed.apply(plan), where, deed));
            case PlacingOutcome.Nothing nothing -> new Nothing(nothing.why(), List.of());
            case PlacingOutcome.Refused refused -> new Refused(refused.why());
            case PlacingOutcome.Done done -> new Done(done.says());
        };
    }
}
