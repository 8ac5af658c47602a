package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who may speak to the daemon. Host and Origin come first: a web page that guessed the port must not even learn whether a
 * token would have been right. Immutable.
 */
final class Guard {

    /** The newest wire version; the one before it is served too. */
    static final int WIRE = 1;

    private static final String SCHEME = "bearer ";

    private final byte[] token;

    Guard(String token) {
        this.token = requireNonNull(token, "token").getBytes(StandardCharsets.US_ASCII);
    }

    /** @throws Refusal 403, 401 or 426 */
    void check(Headers headers, int port) {
        checkHost(headers, port);
        if (headers.containsKey("Origin")) {
            throw new Refusal(403, "requests from web pages are refused");
        }
        checkToken(headers);
        checkWire(headers);
    }

    private static void checkHost(Headers headers, int port) {
        String host = only(headers, "Host").orElse("").toLowerCase(Locale.ROOT);
        List<String> ours = List.of("127.0.0.1", "localhost", "127.0.0.1:" + port, "localhost:" + port);
        if (!ours.contains(host)) {
            throw new Refusal(403, "the Host header must name 127.0.0.1 or localhost");
        }
    }

    /** Whether it is this daemon's token; takes as long for every wrong one. */
    boolean isToken(String given) {
        return MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
    }

    private void checkToken(Headers headers) {
        String given = only(headers, "Authorization").orElse("");
        boolean bearer = given.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        if (!isToken(bearer ? given.substring(SCHEME.length()) : "")) {
            throw new Refusal(401, "the token is not this daemon's; read it again from the state file");
        }
    }

    private static void checkWire(Headers headers) {
        Optional<String> wire = only(headers, "Tutti-Wire");
        if (wire.isEmpty() && !headers.containsKey("Tutti-Wire")) {
            return;
        }
        checkWire(wire.orElse(""));
    }

    /** @throws Refusal 426 */
    static void checkWire(String version) {
        if (!version.equals(Integer.toString(WIRE)) && !version.equals(Integer.toString(WIRE - 1))) {
            throw new Refusal(
                    426,
                    "wire version " + printable(version) + " is not served, only " + WIRE
                            + " and the one before; the client and the daemon are too far apart: tutti down, then try again");
        }
    }

    /** The header's value; empty when it is absent or there are several. */
    static Optional<String> only(Headers headers, String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[^!-~]", "?");
        return clean.length() > 20 ? clean.substring(0, 20) : clean;
    }
}
