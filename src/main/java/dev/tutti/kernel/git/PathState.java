package dev.tutti.kernel.git;

/** How a path of a working tree differs from the last commit. */
public enum PathState {
    /** It does not: as committed, or neither committed nor there. */
    CLEAN,
    /** Its content, mode or staged content differs, or it is staged as new. */
    CHANGED,
    /** It was committed or staged and is not there any more. */
    DELETED,
    /** A merge left it unresolved. */
    CONFLICTED,
    /** It is there, and git neither follows nor ignores it. */
    UNTRACKED,
    /** It is there, or would be, and an ignore rule covers it. */
    IGNORED;

    /** Whether somebody's work in it would be lost by a checkout, a clean or a wrong commit. Ignored files are not told. */
    public boolean isDirty() {
        return switch (this) {
            case CHANGED, DELETED, CONFLICTED, UNTRACKED -> true;
            case CLEAN, IGNORED -> false;
        };
    }
}
