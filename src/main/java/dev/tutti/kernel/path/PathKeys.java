package dev.tutti.kernel.path;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Gives every spelling of a file one key.
 *
 * <p>Takes two steps, since what a path is relative to is often known only after it was located: {@link #locate} finds where
 * a text leads, {@link #place} names that below a root. Nothing is remembered but the case of disks, so a link that is
 * moved counts at once. Safe for use by any thread.
 */
public final class PathKeys {

    /** Longer paths are refused by every system Tutti runs on. */
    public static final int MAX_PATH_BYTES = 4096;

    private final DiskCase diskCase = new DiskCase();

    /**
     * Finds where a path leads, as the operating system would: links are followed, and {@code ..} leaves the folder a link
     * led into. What does not exist yet is taken as written. {@code ~} and variables are names like any other.
     *
     * @param text absolute, or relative to {@code base}
     * @param base absolute
     */
    public PathLook locate(String text, Path base) {
        if (text.isEmpty()) {
            return new PathLook.Rejected("the path is empty");
        }
        if (text.indexOf('\0') >= 0) {
            return new PathLook.Rejected("the path holds a NUL character");
        }
        if (text.length() > MAX_PATH_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            return new PathLook.Rejected("the path is longer than " + MAX_PATH_BYTES + " bytes");
        }
        try {
            return new PathWalk().locate(base.resolve(text));
        } catch (InvalidPathException odd) {
            return new PathLook.Rejected("the path holds characters this system cannot name a file with");
        }
    }

    /** Names a located path below a located root, folding its case if the root's disk does. */
    public Place place(Path root, Path real) {
        return place(root, real, foldsCase(root));
    }

    /**
     * Names a located path below a located root.
     *
     * @param folded whether case makes no difference: if any tree of a project folds it, for all of them
     */
    public static Place place(Path root, Path real, boolean folded) {
        if (!real.startsWith(root)) {
            throw new IllegalArgumentException(real + " does not lie below " + root);
        }
        String relative =
                root.relativize(real).toString().replace(root.getFileSystem().getSeparator(), "/");
        String shown = relative.isEmpty() ? "." : relative;
        return new Place(real, shown, key(shown, folded));
    }

    /**
     * The key of a relative path or glob. It is kept in stores, so it never changes its meaning: Unicode form C; folded,
     * that of the upper and then the lower case of every character.
     */
    public static String key(String relative, boolean folded) {
        String composed = Normalizer.normalize(relative, Normalizer.Form.NFC);
        if (!folded) {
            return composed;
        }
        String lower = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower, Normalizer.Form.NFC);
    }

    /**
     * Whether this process can name every file. Java takes the encoding of names from the locale it was started in; under
     * one without Unicode each path with another letter is refused, and no property given to Java changes that.
     */
    public static boolean canNameEveryFile() {
        try {
            return Path.of("\u00e9\u65e5").toString().length() == 2;
        } catch (InvalidPathException locale) {
            return false;
        }
    }

    /**
     * Whether the disk below a folder takes names that differ in case for one. Found out by looking an entry up under
     * another case; false where there is none to look up.
     */
    public boolean foldsCase(Path root) {
        return diskCase.folds(root);
    }
}
