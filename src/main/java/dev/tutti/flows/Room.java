package dev.tutti.flows;

import dev.tutti.agents.HookReply;

/**
 * What an answer still has room for, in characters as its host's JSON quotes them. Once something did not fit nothing does, so
 * that words keep their order. For one transaction.
 */
final class Room {

    private static final int NONE = -1;

    private int left;

    private Room(int left) {
        this.left = left;
    }

    /** All of a hook's answer. */
    static Room ofAnswer() {
        return new Room(HookReply.TEXT_MAX);
    }

    static Room of(int max) {
        return new Room(max);
    }

    /** Takes the room for a line, if there is enough. */
    boolean takes(String line) {
        int price = quoted(line) + quoted("\n");
        boolean fits = price <= left;
        left = fits ? left - price : NONE;
        return fits;
    }

    /** A text's length in JSON: line breaks, quotation marks and backslashes are two characters each. */
    static int quoted(String text) {
        return text.length()
                + (int) text.chars()
                        .filter(c -> c == '"' || c == '\\' || c < ' ')
                        .count();
    }
}
