package dev.tutti.instances;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What came of a {@link Sighting}. */
public sealed interface Meeting {

    /** Who it was, registered by now. */
    Instance instance();

    /** A living instance, met again. */
    record Known(Instance instance) implements Meeting {
        public Known {
            requireNonNull(instance, "instance");
        }
    }

    /**
     * An instance that was not there before.
     *
     * @param nameTaken the wished name, when another living instance has it
     */
    record Joined(Instance instance, java.util.Optional<String> nameTaken) implements Meeting {
        public Joined {
            requireNonNull(instance, "instance");
            requireNonNull(nameTaken, "nameTaken");
        }
    }

    /** A session that had ended and was resumed: same id, and its name if that is still free. */
    record Returned(Instance instance) implements Meeting {
        public Returned {
            requireNonNull(instance, "instance");
        }
    }

    /** The same process under a new session id: everything of the old session is the new one's. */
    record Moved(Instance instance, String formerSession) implements Meeting {
        public Moved {
            requireNonNull(instance, "instance");
            requireNonNull(formerSession, "formerSession");
        }
    }

    /** A second living process with a session id that is in use: an instance of its own. */
    record Twin(Instance instance, List<Instance> others) implements Meeting {
        public Twin {
            requireNonNull(instance, "instance");
            others = List.copyOf(others);
        }
    }
}
