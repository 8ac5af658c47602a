package dev.tutti.locks;

/** Why a lock stands in a request's way. */
public enum Why {
    /** A tool call of the holder on it is running. */
    CALL_RUNNING,
    /** A child of the same session has a call on it running. */
    SIBLING_CALL,
    /** The holder's turn is running. */
    TURN_RUNNING,
    /** The holder's turn is running, and nothing but its end frees the path: no commit does. */
    TURN_ONLY,
    /** The holder's turn is over and its changes are uncommitted: said once, then it may be taken over. */
    SHOWN_ONCE,
    /** It is hard, and its changes are uncommitted. */
    UNCOMMITTED,
    /** It was made by hand and its term is not over. */
    TERM_RUNNING,
    /** Others wait for it and were first. */
    OTHERS_FIRST,
    /** It is in another tree, and the settings say to deny that. */
    OTHER_TREE
}
