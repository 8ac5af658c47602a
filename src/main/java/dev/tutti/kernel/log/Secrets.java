package dev.tutti.kernel.log;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Pattern;

/** What must never be written down: known tokens, and credentials in anything that looks like a URL. Any thread. */
public final class Secrets {

    private static final Pattern USER_INFO = Pattern.compile("://[^/\\s@]+@");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)\\b(password|passwd|token|secret|api[_-]?key)=[^&\\s\"']+");
    private static final Pattern BEARER = Pattern.compile("(?i)\\bbearer +[A-Za-z0-9._~+/=-]+");
    private static final int SHORTEST = 8;

    private final Set<String> known = new CopyOnWriteArraySet<>();

    /** From now on {@code secret} is hidden wherever it occurs; at least 8 characters, or every word would go. */
    public void add(String secret) {
        if (secret.length() < SHORTEST) {
            throw new IllegalArgumentException("a secret must have at least " + SHORTEST + " characters");
        }
        known.add(secret);
    }

    /** {@code text} with every secret replaced by {@code ***}. */
    public String hide(String text) {
        String hidden = text;
        for (String secret : known) {
            hidden = hidden.replace(secret, "***");
        }
        if (hidden.contains("://")) {
            hidden = USER_INFO.matcher(hidden).replaceAll("://***@");
        }
        if (hidden.indexOf('=') >= 0) {
            hidden = PARAMETER.matcher(hidden).replaceAll("$1=***");
        }
        return BEARER.matcher(hidden).replaceAll("Bearer ***");
    }
}
