package dev.tutti.messages;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The store's own number of a message, which its public id shows. */
public record MessageId(long value) {

    private static final Pattern PUBLIC = Pattern.compile("msg-([1-9][0-9]{0,17})");

    /** As people and agents know it: {@code msg-17}. */
    public String publicId() {
        return "msg-" + value;
    }

    /** What a public id means; empty when it is none. */
    public static Optional<MessageId> of(String publicId) {
        Matcher matcher = PUBLIC.matcher(publicId);
        return matcher.matches() ? Optional.of(new MessageId(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }
}
