package dev.tutti.kernel.home;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a client needs to reach the serving daemon: the one line of {@code run/daemon}.
 *
 * @param port the loopback port it listens on
 * @param token the secret that proves a client may read this user's files, at least 32 hexadecimal digits
 * @param wire the newest wire version it serves
 * @param pid its process id
 * @param build the id of its build
 * @param hooks the loopback port where it takes hooks without HTTP
 */
public record ServingState(int port, String token, int wire, long pid, String build, int hooks) {

    private static final int LINE_BYTES_MAX = 1_024;

    public ServingState {
        requireNonNull(token, "token");
        requireNonNull(build, "build");
        checkPort(port);
        checkPort(hooks);
        if (!token.matches("[0-9a-f]{32,128}")) {
            throw new IllegalArgumentException("token must be 32 to 128 hexadecimal digits");
        }
        if (build.isEmpty() || build.contains(" ")) {
            throw new IllegalArgumentException("build must be one word, got \"" + build + "\"");
        }
    }

    private static void checkPort(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535, got " + port);
        }
    }

    /** Replaces whatever stood there before, such as the file of a daemon that was killed. */
    public void write(Home home) {
        try {
            WholeFile.replace(home.state(), Long.toString(pid), line());
        } catch (IOException e) {
            throw new HomeException("cannot write " + home.state() + ": " + e.getMessage(), e);
        }
    }

    /** What the file says; empty when it is absent or not whole. */
    public static Optional<ServingState> read(Home home) {
        Path file = home.state();
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LINE_BYTES_MAX) {
                return Optional.empty();
            }
            return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the file still is this daemon's, so that clients find it. */
    public boolean isCurrent(Home home) {
        return read(home).filter(this::equals).isPresent();
    }

    /** Removes the file of whoever served last. Only for the holder of the home, before it serves. */
    public static void removeStale(Home home) {
        try {
            Files.deleteIfExists(home.state());
        } catch (IOException e) {
            // It is replaced as soon as there is something to say.
        }
    }

    /** Removes the file if it still is this daemon's. */
    public void remove(Home home) {
        try {
            if (isCurrent(home)) {
                Files.deleteIfExists(home.state());
            }
        } catch (IOException e) {
            // A stale file costs the next client one refused connection, no more.
        }
    }

    String line() {
        return port + " " + token + " " + wire + " " + pid + " " + build + " " + hooks + "\n";
    }

    static Optional<ServingState> parse(String line) {
        String[] words = line.strip().split(" ", -1);
        if (words.length < 6 || !line.endsWith("\n")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ServingState(
                    Integer.parseInt(words[0]),
                    words[1],
                    Integer.parseInt(words[2]),
                    Long.parseLong(words[3]),
                    words[4],
                    Integer.parseInt(words[5])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Without the secret, so that it may be logged. */
    @Override
    public String toString() {
        return "port " + port + ", pid " + pid + ", wire " + wire + ", build " + build;
    }
}
