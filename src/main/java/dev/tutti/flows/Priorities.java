package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.locks.LockKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who goes first where several wait: {@code locks.priority_roles} and {@code locks.priority_paths}. Pure.
 *
 * @param roles by the role of whoever waits, spelled the same
 * @param paths by what is waited for
 */
public record Priorities(Map<String, Integer> roles, List<OfPath> paths) {

    /** What everybody has for whom nothing is said. */
    public static final int USUAL = 0;

    /** Nobody goes before anybody else. */
    public static final Priorities NONE = new Priorities(Map.of(), List.of());

    public Priorities {
        roles = Map.copyOf(roles);
        paths = List.copyOf(paths);
    }

    /** What a path is worth. */
    public record OfPath(PathGlob glob, int priority) {
        public OfPath {
            requireNonNull(glob, "glob");
        }

        private boolean fits(Wanted wanted) {
            return glob.meets(wanted.key(), wanted.foldsCase());
        }
    }

    /** A key that is waited for, and whether the disk it lies on takes names that differ in case for one. */
    record Wanted(LockKey key, boolean foldsCase) {
        Wanted {
            requireNonNull(key, "key");
        }
    }

    /**
     * The highest of all that fit, which may be below {@link #USUAL}. One wish has one priority, whatever of it is waited
     * for at the moment: two that want the same paths are then in the same order everywhere, and cannot wait for each other.
     *
     * @param wanted all that the wish is for
     */
    int of(Optional<String> role, List<Wanted> wanted) {
        Stream<Integer> ofRole = role.flatMap(name -> Optional.ofNullable(roles.get(name))).stream();
        Stream<Integer> ofPaths = paths.stream()
                .filter(each -> wanted.stream().anyMatch(each::fits))
                .map(OfPath::priority);
        return Stream.concat(ofRole, ofPaths).max(Integer::compare).orElse(USUAL);
    }
}
