package dev.tutti.agents.claude.settings;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** What planning or doing a change of a settings file came to. */
public sealed interface WiringOutcome {

    WiringTarget target();

    /** What was planned. */
    enum Purpose {
        /** Putting the entries in. */
        INIT,
        /** Taking them out. */
        UNINIT
    }

    /**
     * A change that can be done. Nothing is written yet.
     *
     * @param before the text that the plan was made for; absent when there is no file
     * @param after the text to come; absent when the file will be removed; equal to {@code before} when only Tutti's own
     *     note about the file is to go
     * @param exact for {@code UNINIT}: the file gets the very bytes again that it had before {@code init}
     * @param diff a unified diff for people, each line ended
     * @param says plain lines for people: what the change means and how to take it back
     * @param warnings what switches the entries off in this very file
     */
    record Plan(
            Purpose purpose,
            WiringTarget target,
            Optional<String> before,
            Optional<String> after,
            boolean exact,
            String diff,
            List<String> says,
            List<Finding> warnings)
            implements WiringOutcome {

        public Plan {
            requireNonNull(purpose, "purpose");
            requireNonNull(target, "target");
            requireNonNull(before, "before");
            requireNonNull(after, "after");
            requireNonNull(diff, "diff");
            says = List.copyOf(says);
            warnings = List.copyOf(warnings);
        }
    }

    /** There is nothing to do: the entries are there already, or there are none to take out. */
    record Nothing(WiringTarget target, String why, List<Finding> warnings) implements WiringOutcome {

        public Nothing {
            requireNonNull(target, "target");
            requireNonNull(why, "why");
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The file is not understood and was left alone.
     *
     * @param line from one; 0 when the file cannot be read as text at all
     * @param column from one; 0 likewise
     * @param why one line without the place
     */
    record Broken(WiringTarget target, int line, int column, String why) implements WiringOutcome {

        public Broken {
            requireNonNull(target, "target");
            requireNonNull(why, "why");
        }

        /** All of it in one line, with what to do next. */
        public String says() {
            String place = line == 0 ? "" : " line " + line + ", column " + column + ":";
            return target.file() + ":" + place + " " + why + ". Nothing was changed; correct the file and try again.";
        }
    }

    /** The plan is done and durable. */
    record Done(WiringTarget target, List<String> says) implements WiringOutcome {

        public Done {
            requireNonNull(target, "target");
            says = List.copyOf(says);
        }
    }

    /** Nothing was changed: the file is no longer what the plan was made for, or may not be written. */
    record Refused(WiringTarget target, String why) implements WiringOutcome {

        public Refused {
            requireNonNull(target, "target");
            requireNonNull(why, "why");
        }
    }
}
