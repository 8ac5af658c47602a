package dev.tutti.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code tutti hook AGENT}: one event to the daemon and its answer to the host. Whatever happens, the session goes on. For one
 * thread.
 */
final class HookRun {

    private static final int INPUT_MAX = 16_777_216;
    private static final int MISSED_MAX = 1_048_576;
    private static final int FOLDER_MAX = 3_500;
    private static final int WORD_MAX = 100;
    private static final int SKIP_SECONDS = 30;
    private static final int SKIP_SECONDS_OF_A_SLOW_START = 5;
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int START_MILLIS = 4_000;
    private static final int ALL_MILLIS = 4_800;

    private final Place place;
    private final Pause pause;
    private final String agent;
    private final byte[] input;
    private final Breaker breaker;
    private final Folders folders;
    private final StringBuilder out = new StringBuilder();
    private final HookEvent event;
    private String asked = "";
    private String notice = "";
    private @Nullable Optional<String> closed;

    HookRun(Place place, Pause pause, String agent, byte[] input) {
        this.place = requireNonNull(place, "place");
        this.pause = requireNonNull(pause, "pause");
        this.agent = requireNonNull(agent, "agent");
        this.input = input.clone();
        this.breaker = new Breaker(place, pause);
        this.folders = new Folders(place.home());
        this.event = HookEvent.of(input);
    }

    /** The most that is read of an event: one more than is looked at. */
    static int inputMax() {
        return INPUT_MAX + 1;
    }

    /** Writes the answer, or one JSON line, or nothing. */
    void run(OutputStream to) throws IOException {
        if (input.length > INPUT_MAX) {
            refuseOrGoOn("the event has over 16 MB, which Tutti does not look at");
        } else if (breaker.holds() && closed().isEmpty()) {
            // One that was silent a moment ago is asked again only for what must not go on without its answer.
            noteMissed();
        } else if (ask() instanceof Answer.Said said) {
            breaker.reset();
            to.write(said.body());
        }
        to.write(out.toString().getBytes(UTF_8));
        to.flush();
    }

    private Answer ask() {
        Answer answer = attempt(PATIENCE_MILLIS);
        if (isWorthAnotherTry(answer)) {
            answer = attempt(pause.left(PATIENCE_MILLIS));
        }
        if (answer instanceof Answer.Absent && event.beginsSomething()) {
            Optional<Trouble> trouble = new Starter(place, pause).start(START_MILLIS - pause.elapsedMillis());
            if (trouble.isPresent()) {
                report(
                        "Tutti could not be started: " + shortened(trouble.get().what())
                                + " Next step: run 'tutti doctor' in a terminal.",
                        trouble.get().mayYetCome() ? SKIP_SECONDS_OF_A_SLOW_START : SKIP_SECONDS);
            } else {
                answer = attempt(pause.left(ALL_MILLIS));
            }
        }
        settle(answer);
        return answer;
    }

    private Answer attempt(int patience) {
        asked = place.state();
        return Wire.deliver(place, agent, input, patience);
    }

    /** A daemon that is being replaced, or was killed under our request, leaves another state behind. */
    private boolean isWorthAnotherTry(Answer answer) {
        return switch (answer) {
            case Answer.Cut cut -> Succession.await(place, pause, asked, 0);
            case Answer.Refused refused when refused.status() == 401 -> Succession.await(place, pause, asked, 0);
            case Answer.Refused refused when refused.status() == 503 -> Succession.await(place, pause, asked, 1_000);
            default -> false;
        };
    }

    /** Of the log's end a session is shown the one line that is meant for people, if there is one. */
    private static String shortened(String trouble) {
        int end = trouble.indexOf(" The end of its log:");
        String last = trouble.substring(trouble.lastIndexOf('\n') + 1);
        String text = end >= 0 && last.startsWith("tutti: ")
                ? trouble.substring(0, end) + " It said: " + last.substring("tutti: ".length())
                : trouble;
        return text.endsWith(".") || text.endsWith("!") ? text : text + ".";
    }

    /** What the outcome means for the host and for the next events. */
    private void settle(Answer answer) {
        String daemon = "Tutti's daemon (process " + Place.pid(asked) + ")";
        switch (answer) {
            case Answer.Said said -> {}
            case Answer.Silent silent -> {
                report(
                        daemon + " did not answer in time; its hooks are skipped for 30 seconds and nothing is locked"
                                + " meanwhile. Next step: run 'tutti doctor' in a terminal, or end process "
                                + Place.pid(asked) + ".",
                        SKIP_SECONDS);
                refuseOrGoOn(daemon + " does not answer");
            }
            case Answer.Refused refused -> {
                if (refused.status() != 400 && refused.status() != 404 && refused.status() != 413) {
                    report(
                            daemon + " refused a hook with status " + refused.status()
                                    + "; its hooks are skipped for 30 seconds. Next step: run 'tutti doctor' in a"
                                    + " terminal.",
                            SKIP_SECONDS);
                }
                refuseOrGoOn(daemon + " refused the question with status " + refused.status());
            }
            case Answer.Cut cut -> refuseOrGoOn("Tutti's daemon went away without an answer");
            default -> refuseOrGoOn("Tutti's daemon is not running");
        }
    }

    /** Looks once. */
    private Optional<String> closed() {
        Optional<String> found = closed;
        if (found == null) {
            found = new ClosedEdit(place).find(agent, input);
            closed = found;
        }
        return found;
    }

    /** An edit that fails closed is refused, since {@code why}; everything else was missed. */
    private void refuseOrGoOn(String why) {
        String message = notice.isEmpty() ? "" : "\"systemMessage\":\"" + notice + "\"";
        if (closed().isPresent()) {
            String reason = closed().orElseThrow()
                    + " is not to be changed while nobody can say who else is changing it (locks.fail_closed): "
                    + why
                    + ". Next: run 'tutti up' in a terminal, then repeat the edit; if that does not help, 'tutti doctor'"
                    + " says what is wrong. Do not write this file through the shell instead.";
            out.append('{').append(message).append(message.isEmpty() ? "" : ",");
            out.append("\"hookSpecificOutput\":{\"hookEventName\":\"PreToolUse\",\"permissionDecision\":\"deny\",");
            out.append("\"permissionDecisionReason\":\"").append(plain(reason)).append("\"}}\n");
            return;
        }
        if (!message.isEmpty()) {
            out.append('{').append(message).append("}\n");
        }
        noteMissed();
    }

    /** Skips the next hooks, and says why: of many that fail at once only the first speaks. */
    private void report(String text, int seconds) {
        if (breaker.trip(seconds)) {
            notice = plain(text);
        }
    }

    /** As it can stand in a JSON string; {@code text} may hold bytes as characters. */
    private static String plain(String text) {
        boolean isBytes = text.chars().allMatch(c -> c < 256);
        String bytes = isBytes ? text : new String(text.getBytes(UTF_8), ISO_8859_1);
        return bytes.replaceAll("[^ -~]", " ").replace("\\", "").replace('"', '\'');
    }

    /** One line for the next daemon to adopt; short, so that it is one write. */
    private void noteMissed() {
        Path missed = place.home().missed();
        String folder = place.folder().toString();
        folder = folder.indexOf('\n') < 0 ? folder.substring(0, Math.min(FOLDER_MAX, folder.length())) : "-";
        try {
            if (folders.make() && (!Files.exists(missed) || Files.size(missed) <= MISSED_MAX)) {
                String line = pause.epochSeconds() + " " + Place.caller() + " " + event.name() + " "
                        + word(event.session()) + " " + word(event.call()) + " " + folder + "\n";
                Folders.write(missed, line, Set.of(CREATE, APPEND, WRITE));
            }
        } catch (IOException e) {
            // A disk that is full keeps no list either.
        }
    }

    private static String word(String text) {
        return text.substring(0, Math.min(WORD_MAX, text.length()));
    }
}
