package dev.tutti.agents.claude;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.Caller;
import dev.tutti.agents.Decoded;
import dev.tutti.agents.Encoded;
import dev.tutti.agents.HookEvent;
import dev.tutti.agents.HookReply;
import dev.tutti.kernel.text.Foreign;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Claude Code's hook input and output.
 *
 * <p>Field names and shapes are those Claude Code 2.1.329 was seen to send; unknown ones are skipped, so newer hosts are
 * understood as far as they kept their meaning. Values of a wrong type count as absent. Of a field given twice the last
 * counts, as in the host's own language. Safe for use by any thread.
 */
public final class ClaudeCodec {

    /** Most bytes of one input. */
    public static final int MAX_INPUT_BYTES = 16 * 1024 * 1024;

    private static final int MAX_DEPTH = 200;
    private static final int MAX_WHY_CHARS = 300;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_INPUT_BYTES)
                    .build())
            .build();
    private final ClaudeAnswers answers = new ClaudeAnswers(json);

    /**
     * Reads one hook input.
     *
     * @param input the JSON as the host wrote it, UTF-8
     * @param caller what the launcher's environment said
     * @return the event, or why there is none; never throws, whatever the bytes
     */
    public Decoded decode(byte[] input, Caller caller) {
        requireNonNull(input, "input");
        requireNonNull(caller, "caller");
        if (input.length == 0) {
            return new Decoded.Rejected("the hook input is empty");
        }
        if (input.length > MAX_INPUT_BYTES) {
            return new Decoded.Rejected(
                    "the hook input has " + input.length + " bytes, at most " + MAX_INPUT_BYTES + " are read");
        }
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), input)) {
            return decode(parser, caller);
        } catch (JacksonException e) {
            return rejected("the hook input is no JSON: " + e.getOriginalMessage());
        } catch (RuntimeException e) {
            // A bug, ours or the parser's: the agent's call must go on all the same.
            return rejected("the hook input broke the reader: " + e);
        }
    }

    /**
     * Writes the answer in the form the host takes at that event.
     *
     * @return the exact bytes for the host, UTF-8 without a line break at the end; empty when there is nothing to say or
     *     the host would not take it
     */
    public byte[] encode(HookEvent event, HookReply reply) {
        return encoded(event, reply).bytes();
    }

    /** As {@link #encode}, with how much of it the agent's model reads. */
    public Encoded encoded(HookEvent event, HookReply reply) {
        return answers.encode(requireNonNull(event, "event"), requireNonNull(reply, "reply"));
    }

    private static Decoded decode(JsonParser parser, Caller caller) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return new Decoded.Rejected("the hook input is not a JSON object");
        }
        ClaudeInput fields = ClaudeInput.read(parser);
        if (parser.nextToken() != null) {
            return new Decoded.Rejected("the hook input goes on after its JSON object");
        }
        return new ClaudeEvents(fields, caller).decode();
    }

    private static Decoded rejected(String why) {
        return new Decoded.Rejected(Foreign.line(why, MAX_WHY_CHARS));
    }
}
