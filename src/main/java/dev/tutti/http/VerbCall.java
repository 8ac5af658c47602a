package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line as the launcher sent it.
 *
 * @param arguments its words, without the program's name
 * @param environment what the launcher sent: {@code PWD}, {@code COLUMNS}, {@code TUTTI_TTY} and the like
 * @param input standard input, for the commands that read it; not copied, nobody may change it
 * @param request the id under which a retry of the same call is recognised; empty when the client sent none
 */
@SuppressWarnings("ArrayRecordComponent")
public record VerbCall(
        List<String> arguments, Map<String, String> environment, byte[] input, Optional<String> request) {

    public VerbCall {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        requireNonNull(input, "input");
        requireNonNull(request, "request");
    }

    /** The line a person typed to the question of the call before; see {@link VerbOutput#ask}. */
    public Optional<String> answer() {
        return Optional.ofNullable(environment.get("TUTTI_ANSWER"));
    }
}
