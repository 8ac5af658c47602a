package dev.tutti.instances;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.journal.Fact;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the journal says of instances. */
public sealed interface InstanceFact {

    /** Whom it is about. */
    Instance instance();

    /** The journal's form. */
    default Fact toFact() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("name", instance().name());
        String kind = switch (this) {
            case Joined _ -> "instance.joined";
            case Returned _ -> "instance.returned";
            case Moved moved -> {
                details.put("former_session", moved.formerSession());
                yield "instance.moved";
            }
            case Twinned _ -> "instance.twinned";
            case Left left -> {
                details.put("reason", left.reason());
                yield "instance.left";
            }
        };
        return new Fact(kind, instance().publicId(), instance().publicId(), details);
    }

    /** It was registered. */
    record Joined(Instance instance) implements InstanceFact {}

    /** Its ended session was resumed. */
    record Returned(Instance instance) implements InstanceFact {}

    /** Its process went on under a new session id. */
    record Moved(Instance instance, String formerSession) implements InstanceFact {}

    /** Its session id is in use by another living process too. */
    record Twinned(Instance instance) implements InstanceFact {}

    /** It is gone; {@code reason} is one short clause. */
    record Left(Instance instance, String reason) implements InstanceFact {
        public Left {
            requireNonNull(reason, "reason");
        }
    }
}
