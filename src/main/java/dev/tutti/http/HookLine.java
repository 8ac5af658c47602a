package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The first line of a hook on its own port: {@code tutti WIRE TOKEN AGENT LENGTHS SIZE}.
 *
 * @param wire the wire version that the client speaks
 * @param token what it takes for the daemon's token
 * @param agent the host's kind
 * @param lengths byte lengths of the environment's entries, with commas between them
 * @param size bytes of entries and event together
 */
record HookLine(String wire, String token, String agent, String lengths, int size) {

    HookLine {
        requireNonNull(wire, "wire");
        requireNonNull(token, "token");
        requireNonNull(agent, "agent");
        requireNonNull(lengths, "lengths");
    }

    /** What the line says; empty when it is none. */
    static Optional<HookLine> of(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 6
                || !words[0].equals("tutti")
                || !Lengths.LENGTH.matcher(words[5]).matches()) {
            return Optional.empty();
        }
        return Optional.of(new HookLine(words[1], words[2], words[3], words[4], Integer.parseInt(words[5])));
    }

    /** Without the secret, so that it may be logged. */
    @Override
    public String toString() {
        return "wire " + wire + ", " + agent + ", " + size + " bytes";
    }
}
