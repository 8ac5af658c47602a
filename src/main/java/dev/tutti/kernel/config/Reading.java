package dev.tutti.kernel.config;

import java.util.List;
import java.util.stream.Collectors;

/** What came of reading the sources. */
public sealed interface Reading {

    /**
     * Everything was understood.
     *
     * @param notes what was passed over on purpose, such as a project's wish to weaken a guard
     */
    record Whole(Configuration configuration, List<Problem> notes) implements Reading {
        public Whole {
            notes = List.copyOf(notes);
        }
    }

    /** At least one mistake; nothing is in force. */
    record Refused(List<Problem> problems) implements Reading {
        public Refused {
            problems = List.copyOf(problems);
        }

        /** One line each. */
        public String text() {
            return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
        }
    }
}
