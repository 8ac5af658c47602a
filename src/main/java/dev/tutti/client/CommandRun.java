package dev.tutti.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A person's command, brought to its exit code: sent, answered, and whatever lies between. For one thread. */
final class CommandRun {

    static final int NO_DAEMON = 69;

    private static final int USAGE = 64;
    private static final int TRIES_MAX = 20;
    private static final int PATIENCE_MILLIS = 10_000;
    /** A person who presses a key waits for it. */
    private static final int PATIENCE_MILLIS_OF_COMPLETE = 1_000;

    private static final int START_MILLIS = 30_000;
    private static final int LEAVE_MILLIS = 10_000;
    private static final int LOG_LINES = 100;
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    /** The command is over, with this exit code. */
    private record Over(int code) {}

    private final Place place;
    private final Pause pause;
    private final List<String> arguments;
    private final byte[] input;
    private final OutputStream out;
    private final OutputStream err;
    private final Terminal terminal;
    private final AtomicBoolean resized = new AtomicBoolean();
    private final boolean watches;
    private Map<String, String> environment;
    private String request;
    private String seen = "";
    private volatile Optional<Wire> open = Optional.empty();

    /** Where its words go. */
    record Streams(OutputStream out, OutputStream err) {
        Streams {
            requireNonNull(out, "out");
            requireNonNull(err, "err");
        }
    }

    CommandRun(Place place, Pause pause, List<String> arguments, byte[] input, Streams streams) {
        this.place = requireNonNull(place, "place");
        this.pause = requireNonNull(pause, "pause");
        this.arguments = List.copyOf(arguments);
        this.input = input.clone();
        this.out = streams.out();
        this.err = streams.err();
        this.terminal = new Terminal(place);
        this.watches = arguments.contains("--watch") && terminal.isMeasured();
        this.environment = terminal.described();
        this.request = pause.word();
    }

    /** Until the command is over; returns its exit code. */
    int run() {
        if (watches) {
            terminal.watch(() -> {
                resized.set(true);
                open.ifPresent(Wire::close);
            });
        }
        int tries = 0;
        while (true) {
            Answer answer = talk();
            Optional<Over> over = settle(answer);
            if (over.isPresent()) {
                return over.get().code();
            }
            tries = answer instanceof Answer.Resized ? 0 : tries + 1;
            if (tries > TRIES_MAX) {
                return fail(
                        NO_DAEMON,
                        "the daemon went away again and again",
                        "see " + place.home().log());
            }
        }
    }

    private Answer talk() {
        seen = place.state();
        int patience = word(0).equals("complete") ? PATIENCE_MILLIS_OF_COMPLETE : PATIENCE_MILLIS;
        try (Wire wire = Wire.open(place, patience).orElse(null)) {
            if (wire == null) {
                return new Answer.Absent();
            }
            open = Optional.of(wire);
            Parcel parcel = Parcel.ofCommand(arguments, environment, input);
            Answer answer =
                    resized.get() ? new Answer.Gone() : wire.converse(parcel, request, patience, new Frames(out, err));
            boolean isOver = answer instanceof Answer.Ended || answer instanceof Answer.Question;
            return resized.get() && !isOver ? new Answer.Resized() : answer;
        } catch (SocketTimeoutException e) {
            return new Answer.Silent();
        } finally {
            open = Optional.empty();
        }
    }

    /** What an answer means; empty when the command is to be sent again. */
    private Optional<Over> settle(Answer answer) {
        String daemon = "the daemon (process " + Place.pid(seen) + ")";
        String log = place.home().log().toString();
        return switch (answer) {
            case Answer.Ended ended ->
                word(0).equals("down") && ended.code() == 0 ? awaitEnd() : Optional.of(new Over(ended.code()));
            case Answer.Question question -> ask(question.text());
            case Answer.Resized changed -> measureAgain();
            case Answer.Absent absent -> startFor(word(0));
            case Answer.Cut cut ->
                Succession.await(place, pause, seen, 200)
                        ? Optional.empty()
                        : failed(daemon + " closed the connection without an answer", "see " + log);
            case Answer.Refused refused -> awaitSuccessor(refused);
            case Answer.Silent silent ->
                failed(
                        daemon + " does not answer",
                        "see " + log + "; end it with 'kill " + Place.pid(seen) + "' and run the command again");
            case Answer.Gone gone ->
                failed("the daemon went away before the command ended", "run the command again; see " + log);
            case Answer.Said said -> failed(daemon + " answered like to a hook", "see " + log);
        };
    }

    private String word(int index) {
        return index < arguments.size() ? arguments.get(index) : "";
    }

    /** The same command once more, for the size that the terminal has now. */
    private Optional<Over> measureAgain() {
        resized.set(false);
        environment = terminal.described();
        request = pause.word();
        return Optional.empty();
    }

    /** Once the daemon that said that it stops is gone: what comes next meets nothing of it. */
    private Optional<Over> awaitEnd() {
        // It was only asked what the command does.
        if (place.state().equals(seen)) {
            return Optional.of(new Over(0));
        }
        long pid = Place.pid(seen);
        long end = pause.elapsedMillis() + LEAVE_MILLIS;
        while (Place.runs(pid)) {
            if (pause.elapsedMillis() >= end) {
                String what = "the daemon (process " + pid + ") was told to stop 10 s ago and still runs";
                String next = "see " + place.home().log() + "; end it with 'kill " + pid + "'";
                return Optional.of(new Over(fail(1, what, next)));
            }
            pause.nap(A_MOMENT);
        }
        return Optional.of(new Over(0));
    }

    /** A daemon that is being replaced answers 503, one that was replaced under our eyes 401: the next one gets the request. */
    private Optional<Over> awaitSuccessor(Answer.Refused refused) {
        String text = refused.text().lines().findFirst().orElse("");
        if (refused.status() == 503 && Succession.await(place, pause, seen, 5_000)
                || refused.status() == 401 && Succession.await(place, pause, seen, 0)) {
            return Optional.empty();
        }
        if (refused.status() == 413) {
            return Optional.of(new Over(fail(1, text.isEmpty() ? "what was sent is too large" : text, "send less")));
        }
        return failed(
                "the daemon refused the command (" + refused.status() + " " + refused.reason() + "): "
                        + (text.isEmpty() ? "no reason given" : text),
                "end it with 'kill " + Place.pid(seen) + "' and run the command again, which starts another");
    }

    /** Nobody listens: says so for the commands that need no daemon, starts one for all others. */
    private Optional<Over> startFor(String verb) {
        switch (verb) {
            case "complete" -> {
                return Optional.of(new Over(0));
            }
            case "down", "ps" -> {
                write(out, "no daemon is running\n");
                return Optional.of(new Over(0));
            }
            case "logs" -> {
                write(err, "no daemon is running; this is the end of its log\n");
                String tail = Starter.tail(place.home().log(), 0, LOG_LINES);
                write(out, tail.isEmpty() ? "" : tail + "\n");
                return Optional.of(new Over(0));
            }
            default -> {
                Optional<Trouble> trouble = new Starter(place, pause).start(START_MILLIS);
                if (trouble.isPresent()) {
                    return failed(
                            "no daemon is running and none could be started: "
                                    + trouble.get().what(),
                            trouble.get().remedy());
                }
                Folders.remove(new Folders(place.home()).run("breaker"));
                return Optional.empty();
            }
        }
    }

    /** The answer goes with the same command, as a request of its own. */
    private Optional<Over> ask(String question) {
        try {
            Optional<String> answer = terminal.ask(question);
            if (answer.isEmpty()) {
                write(err, question + "\n");
                return Optional.of(new Over(fail(
                        USAGE,
                        "this needs an answer, and there is no terminal to ask",
                        "say --yes to agree beforehand")));
            }
            Map<String, String> answered = new LinkedHashMap<>(environment);
            answered.put("TUTTI_ANSWER", answer.get());
            environment = answered;
            request = pause.word();
            return Optional.empty();
        } catch (Terminal.EndOfInputException e) {
            return Optional.of(new Over(1));
        }
    }

    private Optional<Over> failed(String what, String next) {
        return Optional.of(new Over(fail(NO_DAEMON, what, next)));
    }

    private int fail(int code, String what, String next) {
        write(err, "tutti: " + what + "\n  Next step: " + next + "\n");
        return code;
    }

    private static void write(OutputStream to, String text) {
        try {
            to.write(text.getBytes(UTF_8));
            to.flush();
        } catch (IOException e) {
            // Nobody reads it.
        }
    }
}
