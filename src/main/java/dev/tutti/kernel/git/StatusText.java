package dev.tutti.kernel.git;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What {@code git status --porcelain=v1 -z --no-renames} prints, as git-status(1) describes it: two letters, a blank, a path,
 * a NUL. A path that ends in a slash stands for all below it.
 */
final class StatusText {

    private final NavigableMap<String, PathState> entries = new TreeMap<>();

    private StatusText() {}

    static StatusText parse(String output) {
        StatusText text = new StatusText();
        for (String entry : output.split("\0", -1)) {
            if (entry.length() > 3 && entry.charAt(2) == ' ') {
                text.entries.merge(entry.substring(3), state(entry.charAt(0), entry.charAt(1)), StatusText::both);
            }
        }
        return text;
    }

    /** One state for each path that was asked for. */
    Map<String, PathState> of(List<String> paths) {
        Map<String, PathState> states = new LinkedHashMap<>();
        for (String path : paths) {
            states.put(path, of(path));
        }
        return states;
    }

    private PathState of(String path) {
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (plain.equals(".")) {
            return first(new ArrayList<>(entries.values()));
        }
        PathState exact = entries.get(plain);
        if (exact != null) {
            return exact;
        }
        for (int slash = plain.length(); slash > 0; slash = plain.lastIndexOf('/', slash - 1)) {
            PathState folder = entries.get(plain.substring(0, slash) + "/");
            if (folder != null) {
                return folder;
            }
        }
        return first(new ArrayList<>(entries.subMap(plain + "/", plain + "0").values()));
    }

    private static PathState first(List<PathState> states) {
        return states.stream()
                .filter(PathState::isDirty)
                .findFirst()
                .orElse(states.isEmpty() ? PathState.CLEAN : PathState.IGNORED);
    }

    /** A path with two entries was unstaged for deletion and is there again. */
    private static PathState both(PathState one, PathState other) {
        return one == other ? one : PathState.CHANGED;
    }

    private static PathState state(char staged, char unstaged) {
        String both = "" + staged + unstaged;
        return switch (both) {
            case "??" -> PathState.UNTRACKED;
            case "!!" -> PathState.IGNORED;
            case "DD", "AU", "UD", "UA", "DU", "AA", "UU" -> PathState.CONFLICTED;
            case "D ", " D", "MD", "AD", "TD", "DT" -> PathState.DELETED;
            default -> PathState.CHANGED;
        };
    }
}
