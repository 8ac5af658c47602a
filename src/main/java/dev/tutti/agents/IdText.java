package dev.tutti.agents;

import static java.util.Objects.requireNonNull;

/** The one rule for ids that hosts make up: 1 to 200 visible ASCII characters, no blanks. */
final class IdText {

    static final int MAX_CHARS = 200;

    private IdText() {}

    static boolean fits(String value) {
        return !value.isEmpty() && value.length() <= MAX_CHARS && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    static void require(String value, String what) {
        requireNonNull(value, what);
        if (!fits(value)) {
            throw new IllegalArgumentException(
                    what + " must be 1 to " + MAX_CHARS + " visible ASCII characters without blanks");
        }
    }
}
