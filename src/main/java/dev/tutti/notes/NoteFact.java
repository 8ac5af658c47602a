package dev.tutti.notes;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.journal.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the journal says of notes and the memory. */
public sealed interface NoteFact {

    Author author();

    /** The journal's form. */
    default Fact toFact() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("name", author().name());
        return switch (this) {
            case Added(Author by, Note note) -> {
                details.put("text", note.text());
                yield new Fact("note.added", by.publicId(), note.id().publicId(), details);
            }
            case Learned(Author by, Learning learning) -> {
                details.put("text", learning.text());
                yield new Fact(
                        "memory.learned", by.publicId(), learning.section().word(), details);
            }
            case Forgotten(Author by, List<Learning> learnings) -> {
                details.put("count", Integer.toString(learnings.size()));
                yield new Fact("memory.forgotten", by.publicId(), "memory", details);
            }
        };
    }

    /** There is a new note. */
    record Added(Author author, Note note) implements NoteFact {
        public Added {
            requireNonNull(author, "author");
            requireNonNull(note, "note");
        }
    }

    /** The project has learned something. */
    record Learned(Author author, Learning learning) implements NoteFact {
        public Learned {
            requireNonNull(author, "author");
            requireNonNull(learning, "learning");
        }
    }

    /** Learnings are not in the memory any more. */
    record Forgotten(Author author, List<Learning> learnings) implements NoteFact {
        public Forgotten {
            requireNonNull(author, "author");
            learnings = List.copyOf(learnings);
        }
    }
}
