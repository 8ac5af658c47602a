package dev.tutti.locks;

/** How a lock ended. */
public enum FreedBy {
    /** Its holder or the person gave it back. */
    RELEASED("released"),
    /** Its call changed nothing. */
    UNCHANGED("the call changed nothing"),
    /** Its call is over, and it was held for that only. */
    CALL_OVER("the call is over"),
    /** Its holder's turn is over, and it was held for that only. */
    TURN_OVER("the turn is over"),
    /** Its changes are committed or undone. */
    CLEAN("nothing is uncommitted any more"),
    /** Its file is as its holder found it, though something is uncommitted that was there before. */
    UNDONE("what was changed in it is undone"),
    /** Its term passed. */
    EXPIRED("its term passed"),
    /** Its holder is gone. */
    HOLDER_GONE("its holder is gone"),
    /** The daemon that watches its holder has not been heard of. */
    HOST_LAPSED("its host was not heard of"),
    /** Another holder took it over after having been told of the uncommitted changes. */
    TAKEN_OVER("taken over"),
    /** Another holder took it by force. */
    STOLEN("taken by force");

    private final String clause;

    FreedBy(String clause) {
        this.clause = clause;
    }

    /** The reason as a clause for people. */
    public String clause() {
        return clause;
    }
}
