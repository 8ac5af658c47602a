package dev.tutti.decisions;

import static java.util.Objects.requireNonNull;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.journal.Fact;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the journal says of decisions. */
public sealed interface DecisionFact {

    Instance actor();

    /** The journal's form. */
    default Fact toFact() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("name", actor().name());
        return switch (this) {
            case Made(Instance by, Decision decision) -> {
                details.put("status", decision.status().word());
                details.put("title", decision.draft().title());
                yield new Fact("decision.made", by.publicId(), decision.publicId(), details);
            }
            case Changed(Instance by, Decision decision) -> {
                details.put("status", decision.status().word());
                decision.supersededBy().ifPresent(next -> details.put("superseded_by", next));
                yield new Fact("decision.changed", by.publicId(), decision.publicId(), details);
            }
            case Archived(Instance by, int count) -> {
                details.put("count", Integer.toString(count));
                yield new Fact("decision.archived", by.publicId(), "decisions", details);
            }
        };
    }

    /** There is a new one. */
    record Made(Instance actor, Decision decision) implements DecisionFact {
        public Made {
            requireNonNull(actor, "actor");
            requireNonNull(decision, "decision");
        }
    }

    /** Its status is another. */
    record Changed(Instance actor, Decision decision) implements DecisionFact {
        public Changed {
            requireNonNull(actor, "actor");
            requireNonNull(decision, "decision");
        }
    }

    /** Older ones are out of sight. */
    record Archived(Instance actor, int count) implements DecisionFact {
        public Archived {
            requireNonNull(actor, "actor");
        }
    }
}
