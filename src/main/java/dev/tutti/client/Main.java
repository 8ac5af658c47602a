package dev.tutti.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tutti.kernel.time.SystemTicker;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * The client where bash is not: {@code java -cp 'lib/*' dev.tutti.client.Main ARGUMENTS} does what {@code tutti ARGUMENTS} does.
 * {@code tutti-jvm} is that line for a plain shell, and {@code TUTTI_CLIENT=jvm} makes the launcher take this way.
 */
public final class Main {

    private static final int USAGE = 64;
    private static final int INPUT_MAX = 1_073_741_824;

    private static final String HOOK_USAGE = """
            Usage: tutti hook AGENT

            Takes one hook event of an agent's host from standard input, prints what the host is to be answered, or nothing, and always
            ends with 0, so that it never harms a session. Hosts call it; "tutti init" puts it into their settings.

            Agents:
              claude      Claude Code

            Example:
              printf '{"session_id":"s1","cwd":"%s","hook_event_name":"Stop"}' "$PWD" | tutti hook claude
            """;

    private Main() {}

    public static void main(String[] arguments) {
        // Not System.out: its charset and buffers are none of a client's business.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        Runtime.getRuntime().halt(code(List.of(arguments), new CommandRun.Streams(out, err)));
    }

    private static int code(List<String> arguments, CommandRun.Streams streams) {
        String verb = arguments.isEmpty() ? "" : arguments.getFirst();
        String second = arguments.size() > 1 ? arguments.get(1) : "";
        try {
            if (verb.equals("hook")) {
                return second.matches("[a-z].*") ? hook(second, streams.out()) : hookUsage(second, streams);
            }
            if (verb.equals("demo")) {
                streams.err().write("""
                        tutti: the demo is a play for bash, which this client does without
                          Next step: run it through the launcher, tutti demo, where bash is
                        """.getBytes(UTF_8));
                return CommandRun.NO_DAEMON;
            }
            Pause pause = new Pause(new SystemTicker());
            byte[] input = arguments.contains("-") ? read(INPUT_MAX) : new byte[0];
            return new CommandRun(Place.here(), pause, arguments, input, streams).run();
        } catch (Frames.ReaderLeftException | IOException e) {
            return 1;
        }
    }

    /** Whatever happens, the session goes on and standard output carries an answer or nothing. */
    private static int hook(String agent, OutputStream out) {
        try {
            Pause pause = new Pause(new SystemTicker());
            new HookRun(Place.here(), pause, agent, read(HookRun.inputMax())).run(out);
        } catch (IOException | RuntimeException e) {
            return 0;
        }
        return 0;
    }

    private static int hookUsage(String word, CommandRun.Streams streams) throws IOException {
        if (word.equals("-h") || word.equals("--help")) {
            streams.out().write(HOOK_USAGE.getBytes(UTF_8));
            return 0;
        }
        streams.err().write("""
                tutti: a hook needs the kind of agent it is for, as claude
                  Next step: tutti hook --help shows an example
                """.getBytes(UTF_8));
        return USAGE;
    }

    /** Standard input without its NUL bytes, which a shell cannot hold either; nothing when it is closed. Left open: its number would be reused. */
    private static byte[] read(int max) {
        InputStream in = new FileInputStream(FileDescriptor.in);
        try {
            byte[] bytes = in.readNBytes(max);
            int kept = 0;
            for (byte each : bytes) {
                if (each != 0) {
                    bytes[kept++] = each;
                }
            }
            return kept == bytes.length ? bytes : java.util.Arrays.copyOf(bytes, kept);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
