package dev.tutti.kernel.path;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a file was at one moment.
 *
 * @param stamp what the directory says of it
 * @param sha256 the content's hash in 64 hexadecimal digits; empty when the file is absent, none, unreadable or larger than
 *     {@link FileLooks#MAX_HASHED_BYTES}
 */
public record FileLook(FileStamp stamp, Optional<String> sha256) {

    /** The look at what is not there. */
    public static final FileLook ABSENT = new FileLook(FileStamp.ABSENT, Optional.empty());

    public FileLook {
        requireNonNull(stamp, "stamp");
        requireNonNull(sha256, "sha256");
    }

    /**
     * Whether the file is another one than at an earlier look. By content where both looks have it, so that a rewrite with
     * the same bytes is no change; else by any difference of the stamps.
     */
    public boolean differsFrom(FileLook earlier) {
        if (sha256.isPresent() && earlier.sha256.isPresent()) {
            return !sha256.equals(earlier.sha256);
        }
        return !stamp.equals(earlier.stamp);
    }

    /** One line that {@link #parse} reads, for keeping. */
    public String text() {
        return String.join(
                " ",
                stamp.kind().name(),
                Long.toString(stamp.size()),
                Long.toString(stamp.modifiedNanos()),
                sha256.orElse("-"),
                stamp.fileKey());
    }

    /** The look a {@link #text()} was made of; empty when it was not. */
    public static Optional<FileLook> parse(String text) {
        String[] parts = text.split(" ", 5);
        if (parts.length != 5) {
            return Optional.empty();
        }
        try {
            FileStamp stamp = new FileStamp(
                    FileStamp.Kind.valueOf(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[4]);
            return Optional.of(new FileLook(stamp, Optional.of(parts[3]).filter(hash -> !hash.equals("-"))));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
