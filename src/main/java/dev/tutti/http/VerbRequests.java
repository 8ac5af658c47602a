package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code POST /cli}: one command line in, frames out. Safe for any thread. */
final class VerbRequests {

    private static final int BROKEN = 70;
    private static final int NO_ANSWER = 69;

    private final Doors doors;
    private final Failures failures;
    private final Duration patience;
    private final RecentCalls recent = new RecentCalls();

    VerbRequests(Doors doors, Failures failures, Duration patience) {
        this.doors = requireNonNull(doors, "doors");
        this.failures = requireNonNull(failures, "failures");
        this.patience = requireNonNull(patience, "patience");
    }

    /** @param body the whole request body: arguments, environment, standard input */
    void handle(HttpExchange exchange, byte[] body, FrameOutput out) {
        VerbCall call = call(exchange.getRequestHeaders(), body);
        String launcher = call.environment().getOrDefault("TUTTI_LAUNCHER", "");
        if (launcher.startsWith("/") && doors.replacement().makeWayFor(Path.of(launcher))) {
            throw new Refusal(503, "the daemon makes way for a higher release; try again");
        }
        if (call.request().isEmpty()) {
            run(call, out);
            return;
        }
        RecentCalls.Key key = new RecentCalls.Key(call.request().get(), call.answer());
        RecentCalls.Claim claim = recent.claim(key);
        while (!claim.first() && !repeat(out, claim.call())) {
            claim = recent.claim(key);
        }
        if (claim.first()) {
            runOnce(call, out, key, claim.call());
        }
    }

    private void runOnce(VerbCall call, FrameOutput out, RecentCalls.Key key, RecentCalls.Call running) {
        try {
            run(call, out);
        } finally {
            if (out.gaveUp()) {
                recent.forget(key, running);
            } else {
                running.frames().complete(out.kept());
            }
        }
    }

    private void run(VerbCall call, FrameOutput out) {
        int code;
        try {
            code = doors.verbs().run(call, out);
        } catch (Throwable e) {
            String id = failures.log("command", e);
            out.err("tutti: this went wrong inside and is logged as " + id + "; tutti logs --grep " + id
                    + " shows it\n");
            code = BROKEN;
        }
        out.end(code);
    }

    /** Answers with what an earlier try said; false when that one was given up meanwhile and left nothing. */
    private boolean repeat(FrameOutput out, RecentCalls.Call call) {
        try {
            Optional<byte[]> frames = call.frames().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (call.isForgotten()) {
                return false;
            }
            if (frames.isPresent()) {
                out.repeat(frames.get());
                return true;
            }
            out.err("tutti: this command already ran, but its answer is no longer there\n");
        } catch (TimeoutException | ExecutionException e) {
            out.err("tutti: this command is still running from the first try\n");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.end(NO_ANSWER);
        return true;
    }

    private static VerbCall call(Headers headers, byte[] body) {
        if (!headers.containsKey("Tutti-Wire")) {
            throw new Refusal(400, "Tutti-Wire is missing");
        }
        Lengths lengths = new Lengths(headers, body);
        List<String> arguments = lengths.texts("Tutti-Args");
        Map<String, String> environment = lengths.environment("Tutti-Env");
        return new VerbCall(arguments, environment, lengths.rest(), request(headers));
    }

    private static Optional<String> request(Headers headers) {
        if (!headers.containsKey("Tutti-Request")) {
            return Optional.empty();
        }
        String id = Guard.only(headers, "Tutti-Request").orElse("");
        if (!id.matches("[A-Za-z0-9._:-]{1,64}")) {
            throw new Refusal(400, "Tutti-Request must be 1 to 64 letters, digits, dots, colons, dashes");
        }
        return Optional.of(id);
    }
}
