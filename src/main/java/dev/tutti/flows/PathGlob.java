package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.GlobOutcome;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.kernel.path.Place;
import dev.tutti.locks.LockKey;
import java.util.Optional;

/**
 * A glob that a setting names. It is written for every project, so that whether case counts is known only where it is
 * applied.
 *
 * @param exact for disks on which case counts
 * @param folded for the others
 */
public record PathGlob(Glob exact, Glob folded) {

    public PathGlob {
        requireNonNull(exact, "exact");
        requireNonNull(folded, "folded");
    }

    /** Reads what a person wrote; empty when it is no glob. */
    public static Optional<PathGlob> parse(String text) {
        return glob(text, false).flatMap(exact -> glob(text, true).map(folded -> new PathGlob(exact, folded)));
    }

    private static Optional<Glob> glob(String text, boolean folded) {
        return switch (Glob.parse(PathKeys.key(text, folded))) {
            case GlobOutcome.Parsed(Glob glob) -> Optional.of(glob);
            case GlobOutcome.Malformed _ -> Optional.empty();
        };
    }

    /** Whether some path that the key covers is one of these. */
    boolean meets(LockKey key, boolean foldsCase) {
        return (foldsCase ? folded : exact).overlaps(key.pattern());
    }

    /** Whether a file is one of these. */
    boolean covers(Place place, boolean foldsCase) {
        return (foldsCase ? folded : exact).matches(place.key());
    }

    /** As it is written in the settings. */
    @Override
    public String toString() {
        return exact.text();
    }
}
