package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A body that begins with texts whose byte lengths stand in headers, so that no client has to quote anything. Read front to
 * back by one thread.
 */
final class Lengths {

    /** More words than any shell of a person sends. */
    static final int ITEMS_MAX = 4_096;

    /** A number of bytes as clients write it. */
    static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");

    private final Map<String, List<String>> headers;
    private final byte[] body;
    private int at;

    /** @param headers the values of each, by its name */
    Lengths(Map<String, List<String>> headers, byte[] body) {
        this.headers = requireNonNull(headers, "headers");
        this.body = requireNonNull(body, "body");
    }

    /** The next texts, as many as the header {@code name} gives lengths; none without it. */
    List<String> texts(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            return List.of();
        }
        if (values.size() > 1) {
            throw new Refusal(400, name + " is given twice");
        }
        String[] words = values.getFirst().strip().split(",", ITEMS_MAX + 1);
        if (words.length > ITEMS_MAX) {
            throw new Refusal(400, name + " has more than " + ITEMS_MAX + " lengths");
        }
        List<String> texts = new ArrayList<>(words.length);
        for (String word : words) {
            texts.add(text(name, word.strip()));
        }
        return texts;
    }

    /** The next texts as an environment; of a name given twice the last counts. */
    Map<String, String> environment(String name) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String entry : texts(name)) {
            int equals = entry.indexOf('=');
            if (equals < 1) {
                throw new Refusal(400, name + " covers an entry that is no NAME=value");
            }
            environment.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return environment;
    }

    /** Everything that no length covered. */
    byte[] rest() {
        return at == 0 ? body : Arrays.copyOfRange(body, at, body.length);
    }

    private String text(String name, String length) {
        if (!LENGTH.matcher(length).matches()) {
            throw new Refusal(400, name + " must be byte lengths separated by commas");
        }
        int bytes = Integer.parseInt(length);
        if (bytes > body.length - at) {
            throw new Refusal(400, name + " covers more bytes than the body has");
        }
        String text = new String(body, at, bytes, StandardCharsets.UTF_8);
        at += bytes;
        return text;
    }
}
