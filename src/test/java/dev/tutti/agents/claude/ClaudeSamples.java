package dev.tutti.agents.claude;

import dev.tutti.agents.Caller;
import dev.tutti.agents.Decoded;
import dev.tutti.agents.HookEvent;
import dev.tutti.testing.Golden;
import java.util.List;
import java.util.Map;

/** Inputs that Claude Code 2.1.329 really sent, with stand-ins for its paths and ids. */
final class ClaudeSamples {

    static final Caller CALLER = Caller.of(Map.of("PWD", "/home/dev/project", "CLAUDE_PID", "4242", "USER", "dev"));

    private ClaudeSamples() {}

    /** Their names without {@code .json}, sorted. */
    static List<String> names() {
        return Golden.names("claude/input").stream()
                .map(name -> name.replaceFirst("\\.json$", ""))
                .toList();
    }

    static byte[] bytes(String name) {
        return Golden.bytes("claude/input/" + name + ".json");
    }

    static HookEvent event(ClaudeCodec codec, String name) {
        return switch (codec.decode(bytes(name), CALLER)) {
            case Decoded.Event(HookEvent event) -> event;
            case Decoded.Rejected(String why) -> throw new AssertionError(name + ": " + why);
        };
    }
}
