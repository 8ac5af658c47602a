package dev.tutti.locks;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.path.FileLook;
import java.util.Optional;

/**
 * What the holder of a lock found when it first took the file.
 *
 * @param file the file as it was; empty for a lock that no call has used, such as a glob
 * @param head the commit that was checked out then; empty when that is not known
 * @param dirty whether something in the file was uncommitted already
 */
public record PreImage(Optional<FileLook> file, Optional<String> head, Dirty dirty) {

    /** Nothing is known. */
    public static final PreImage UNKNOWN = new PreImage(Optional.empty(), Optional.empty(), Dirty.UNKNOWN);

    public PreImage {
        requireNonNull(file, "file");
        requireNonNull(head, "head");
        requireNonNull(dirty, "dirty");
    }

    /** Found by a call that is about to run; git was not asked. */
    static PreImage of(LockRequest.Call call) {
        return new PreImage(Optional.of(call.before()), call.head(), Dirty.UNKNOWN);
    }

    PreImage with(Dirty known) {
        return new PreImage(file, head, known);
    }

    /** Whether a file was changed already. Git is asked long afterwards, if at all. */
    public enum Dirty {
        /** Nobody asked, or git could not tell: nothing is said. */
        UNKNOWN,
        /** It was as committed: whatever is uncommitted now came later. */
        NO,
        /** It was not: some of what is uncommitted is not the holder's. */
        YES
    }
}
