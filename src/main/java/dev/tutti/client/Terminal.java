package dev.tutti.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sun.misc.Signal;

/** The terminal that a command's output goes to, if it is one. The one thread of a command, and that of its signals. */
final class Terminal {

    private static final Path DEVICE = Path.of("/dev/tty");

    private final Place place;
    private volatile Runnable resized = () -> {};

    Terminal(Place place) {
        this.place = requireNonNull(place, "place");
    }

    /** What the daemon is told of it, measured anew; nothing of what the caller's environment claims. */
    Map<String, String> described() {
        Map<String, String> environment = new LinkedHashMap<>(place.environment());
        environment.remove("TUTTI_ANSWER");
        environment.remove("TUTTI_TTY");
        environment.put("TUTTI_LAUNCHER", place.launcher().toString());
        if (place.isTerminal(1)) {
            environment.put("TUTTI_TTY", "1");
            if (isMeasured()) {
                measure(environment);
            }
        }
        return environment;
    }

    /** A person may have said how wide it is to be taken. */
    boolean isMeasured() {
        return place.isTerminal(1) && place.variable("COLUMNS").isEmpty();
    }

    private static void measure(Map<String, String> environment) {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Redirect.from(DEVICE.toFile()))
                    .redirectError(Redirect.to(new File("/dev/null")))
                    .start();
            String[] size = new String(stty.getInputStream().readAllBytes(), UTF_8)
                    .strip()
                    .split(" ", -1);
            if (size.length == 2 && size[0].matches("[1-9]\\d{0,3}") && size[1].matches("[1-9]\\d{0,3}")) {
                environment.put("LINES", size[0]);
                environment.put("COLUMNS", size[1]);
            }
        } catch (IOException e) {
            // The daemon then takes a usual width.
        }
    }

    /** Runs {@code whenResized} at every change of its size from now on. */
    void watch(Runnable whenResized) {
        resized = requireNonNull(whenResized, "whenResized");
        Signal.handle(new Signal("WINCH"), _ -> resized.run());
    }

    /** Asks, and reads one line; empty when there is nobody. */
    Optional<String> ask(String question) throws EndOfInputException {
        if (!place.isTerminal(0)) {
            return Optional.empty();
        }
        try (OutputStream out = Files.newOutputStream(DEVICE);
                InputStream in = Files.newInputStream(DEVICE)) {
            out.write(question.getBytes(UTF_8));
            out.flush();
            return Optional.of(line(in));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String line(InputStream in) throws IOException, EndOfInputException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EndOfInputException();
            }
            line.write(c);
        }
        return line.toString(UTF_8);
    }

    /** Whoever was asked left instead of answering. */
    static final class EndOfInputException extends Exception {
        private static final long serialVersionUID = 1;
    }
}
