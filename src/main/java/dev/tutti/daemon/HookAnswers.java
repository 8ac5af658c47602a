package dev.tutti.daemon;

import static java.util.Objects.requireNonNull;

import dev.tutti.agents.Caller;
import dev.tutti.agents.Decoded;
import dev.tutti.agents.Encoded;
import dev.tutti.agents.HookEvent;
import dev.tutti.agents.HookReply;
import dev.tutti.agents.claude.ClaudeCodec;
import dev.tutti.flows.Flows;
import dev.tutti.flows.Hooks;
import dev.tutti.flows.Injected;
import dev.tutti.http.HookAnswer;
import dev.tutti.http.HookDoor;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.Ticker;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** One hook request from bytes to bytes, with one line in the log. Safe from any thread. */
final class HookAnswers implements HookDoor {

    private static final System.Logger LOG = System.getLogger("dev.tutti.hooks");
    private static final HookAnswer NOTHING = HookAnswer.of(new byte[0]);

    private final ClaudeCodec codec;
    private final Hooks hooks;
    private final Injected injected;
    private final Ticker ticker;
    private final Around around;

    /**
     * What happens around the answers.
     *
     * @param beforeSession called with the folder of a session that begins
     * @param afterwards called after every event, since somebody lives now
     */
    record Around(Consumer<Path> beforeSession, Runnable afterwards) {
        Around {
            requireNonNull(beforeSession, "beforeSession");
            requireNonNull(afterwards, "afterwards");
        }
    }

    HookAnswers(ClaudeCodec codec, Flows flows, Ticker ticker, Around around) {
        this.codec = requireNonNull(codec, "codec");
        this.hooks = flows.hooks();
        this.injected = flows.injected();
        this.ticker = requireNonNull(ticker, "ticker");
        this.around = requireNonNull(around, "around");
    }

    @Override
    public HookAnswer answer(String agent, Map<String, String> environment, byte[] body, Deadline deadline) {
        if (!agent.equals("claude")) {
            LOG.log(System.Logger.Level.WARNING, "hook of an agent that is not known: " + agent);
            return NOTHING;
        }
        long begun = ticker.elapsedNanos();
        return switch (codec.decode(body, Caller.of(environment))) {
            case Decoded.Rejected(String why) -> {
                LOG.log(System.Logger.Level.WARNING, "hook input not understood, nothing done: " + why);
                yield NOTHING;
            }
            case Decoded.Event(HookEvent event) -> {
                prepare(event);
                HookReply reply = hooks.handle(event);
                Encoded answer = codec.encoded(event, reply);
                long nanos = ticker.elapsedNanos() - begun;
                yield new HookAnswer(answer.bytes(), () -> hooks.lost(event, reply), () -> {
                    injected.add(event.call(), answer.event(), answer.characters());
                    around.afterwards().run();
                    log(event, reply, nanos);
                });
            }
        };
    }

    @Override
    public byte[] withoutAnswer(String agent, Map<String, String> environment, byte[] body) {
        if (!agent.equals("claude")) {
            return NOTHING.bytes();
        }
        return switch (codec.decode(body, Caller.of(environment))) {
            case Decoded.Rejected _ -> NOTHING.bytes();
            case Decoded.Event(HookEvent event) -> codec.encode(event, hooks.withoutAnswer(event));
        };
    }

    /** What goes wrong here is no reason not to answer. */
    private void prepare(HookEvent event) {
        if (event instanceof HookEvent.SessionStart start) {
            try {
                around.beforeSession().accept(Path.of(start.call().cwd()));
            } catch (RuntimeException failed) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "a session begins without a look at files: " + failed.getMessage());
            }
        }
    }

    private static void log(HookEvent event, HookReply reply, long nanos) {
        String outcome = switch (reply) {
            case HookReply.Silent() -> "silent";
            case HookReply.Context context -> "told " + context.lines().size() + " lines";
            case HookReply.Refuse refuse -> "refused: " + refuse.reason();
            case HookReply.Ask ask -> "asked: " + ask.reason();
        };
        LOG.log(
                System.Logger.Level.INFO,
                event.getClass().getSimpleName() + " " + event.call().session() + " " + outcome + " " + nanos / 1_000
                        + " us");
    }
}
