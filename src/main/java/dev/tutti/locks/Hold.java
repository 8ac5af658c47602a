package dev.tutti.locks;

/** How long a lock is held once its first call has changed the file. */
public enum Hold {
    /** Until the call's end. */
    CALL,
    /** Until the holder's turn ends. */
    TURN,
    /** Until the path is as git's HEAD has it; without git, or ignored by it, until the turn ends. */
    TASK,
    /** Until its term passes or it is released: made by hand. */
    HAND
}
