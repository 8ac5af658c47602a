package dev.tutti.kernel.glob;

import java.util.List;

/** One piece of a pattern as it was written. */
sealed interface GlobNode {

    /** One character that stands for itself. */
    record Point(int codePoint) implements GlobNode {}

    /** {@code ?} or {@code [..]}. */
    record OneOf(CodeSet set) implements GlobNode {}

    /** One asterisk; what a run of them means depends on the segment it stands in. */
    record Star() implements GlobNode {}

    /** The separator. */
    record Slash() implements GlobNode {}

    /** {@code {a,b}}. */
    record Choice(List<List<GlobNode>> options) implements GlobNode {
        public Choice {
            options = List.copyOf(options);
        }
    }
}
