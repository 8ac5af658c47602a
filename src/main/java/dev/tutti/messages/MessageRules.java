package dev.tutti.messages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What may be sent; pure. */
final class MessageRules {

    /** So that every answer of a hook can carry one whole. */
    static final int TEXT_MAX = 2_000;

    static final Duration WITHIN_MAX = Duration.ofDays(7);

    /** Unread messages that wait for one recipient at most. */
    static final int UNREAD_MAX = 1_000;

    static final int RECIPIENTS_MAX = 500;

    private MessageRules() {}

    /** Everything that keeps a draft from being sent, each naming its field; empty when it may be. */
    static List<String> faults(MessageDraft draft, int recipients) {
        List<String> faults = new ArrayList<>();
        int length = draft.text().codePointCount(0, draft.text().length());
        if (draft.text().isBlank()) {
            faults.add("text: is missing");
        }
        if (length > TEXT_MAX) {
            faults.add("text: has " + length + " characters, at most " + TEXT_MAX
                    + "; what is longer belongs in a file whose path is sent");
        }
        if (recipients > RECIPIENTS_MAX) {
            faults.add("to: " + recipients + " would get it, at most " + RECIPIENTS_MAX);
        }
        draft.within()
                .filter(within -> within.isZero() || within.compareTo(WITHIN_MAX) > 0)
                .ifPresent(
                        _ -> faults.add("deadline: is more than nothing and at most " + WITHIN_MAX.toDays() + " days"));
        return faults;
    }
}
