package dev.tutti.client;

import static java.util.Objects.requireNonNull;

/** What came of asking the daemon once. */
sealed interface Answer {

    /** Nobody listens. */
    record Absent() implements Answer {}

    /** It listens and says nothing in time. */
    record Silent() implements Answer {}

    /** The connection ended before there was a whole answer. */
    record Cut() implements Answer {}

    /** An answer that is not 200. */
    record Refused(int status, String reason, String text) implements Answer {
        public Refused {
            requireNonNull(reason, "reason");
            requireNonNull(text, "text");
        }
    }

    /** A hook's answer, to be printed as it is. */
    @SuppressWarnings("ArrayRecordComponent")
    record Said(byte[] body) implements Answer {
        public Said {
            requireNonNull(body, "body");
        }
    }

    /** A command's end, with its exit code. */
    record Ended(int code) implements Answer {}

    /** A command wants to know something. */
    record Question(String text) implements Answer {
        public Question {
            requireNonNull(text, "text");
        }
    }

    /** A command's answer ended without an exit code. */
    record Gone() implements Answer {}

    /** The terminal of a watcher has another size. */
    record Resized() implements Answer {}
}
