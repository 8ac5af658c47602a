package dev.tutti.pool;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The store's own number of an entry, which its public id shows. */
public record EntryId(long value) {

    private static final Pattern PUBLIC = Pattern.compile("pool-([1-9][0-9]{0,17})");

    /** As people and files know it: {@code pool-17}. */
    public String publicId() {
        return "pool-" + value;
    }

    /** What a public id means; empty when it is none. */
    public static Optional<EntryId> of(String publicId) {
        Matcher matcher = PUBLIC.matcher(publicId);
        return matcher.matches() ? Optional.of(new EntryId(Long.parseLong(matcher.group(1)))) : Optional.empty();
    }
}
