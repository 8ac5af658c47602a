package dev.tutti.kernel.glob;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a store must look for the keys that may overlap a path or pattern, so that it needs neither to read all of them nor to
 * understand patterns. Every candidate is then asked {@link Glob#overlaps}.
 *
 * <p>A store keeps literal keys by their path, and patterns by {@link Glob#folder}, each column compared by code point.
 *
 * <ul>
 *   <li>For a literal path: the key with the same path, and the patterns whose folder is one of {@link #prefixesOf} it. That
 *       is one equality and at most {@value #PREFIXES_MAX} more.
 *   <li>For a pattern: the literal keys whose path lies in {@link #pathsFor} it, the patterns whose folder is one of {@link
 *       #prefixesOf} its own folder, and those whose folder lies in {@link #foldersFor} it. That is as much as lies under the
 *       folder: the whole project for a pattern that begins with a wildcard.
 * </ul>
 *
 * <p>No overlap is missed: a path that two keys share lies under the folders of both, so one folder is the other or above it.
 */
public final class GlobIndex {

    /** The most texts that {@link #prefixesOf} returns: deeper folders are longer than any pattern. */
    static final int PREFIXES_MAX = Glob.LENGTH_MAX / 2 + 1;

    private GlobIndex() {}

    /**
     * The folders that a pattern matching {@code path} can have: the project's (empty), every folder above the path, and the
     * path itself, since {@code dir/**} matches {@code dir}. From short to long; those longer than a pattern can be are left
     * out. For the empty path: the project's folder alone.
     */
    public static List<String> prefixesOf(String path) {
        requireNonNull(path, "path");
        List<String> prefixes = new ArrayList<>();
        prefixes.add("");
        int end = path.isEmpty() ? -1 : endOfName(path, 0);
        while (end >= 0 && end <= Glob.LENGTH_MAX) {
            prefixes.add(path.substring(0, end));
            end = end == path.length() ? -1 : endOfName(path, end + 1);
        }
        return List.copyOf(prefixes);
    }

    private static int endOfName(String path, int from) {
        int separator = path.indexOf('/', from);
        return separator < 0 ? path.length() : separator;
    }

    /** Where the literal paths lie that {@code glob} can match. */
    public static KeyRange pathsFor(Glob glob) {
        return KeyRange.startingWith(glob.literalPrefix());
    }

    /** Where the folders lie of patterns that can overlap {@code glob} and are deeper than its own folder. */
    public static KeyRange foldersFor(Glob glob) {
        return KeyRange.startingWith(glob.folder().isEmpty() ? "" : glob.folder() + "/");
    }
}
