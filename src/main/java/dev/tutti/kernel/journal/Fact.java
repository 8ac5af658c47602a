package dev.tutti.kernel.journal;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that happened.
 *
 * @param kind what, as {@code room.verb}, for example {@code lock.granted}; at most 40 characters
 * @param actor who did it: an instance's public id, or empty when it happened by itself
 * @param subject to what or whom: a path key, an instance's public id, ...
 * @param details further words by name, in order; values are text as it will be shown
 */
public record Fact(String kind, String actor, String subject, Map<String, String> details) {

    public Fact {
        requireNonNull(kind, "kind");
        requireNonNull(actor, "actor");
        requireNonNull(subject, "subject");
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
