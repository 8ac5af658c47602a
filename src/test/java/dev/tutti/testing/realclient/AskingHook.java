package dev.tutti.testing.realclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tutti.testing.Observed;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * A hook program that hands its input to the test and prints what the test answers.
 *
 * <p>Every call is kept in {@link #calls}. The answer is computed on the thread of that call and may block: the client then
 * waits. Safe from any thread.
 */
public final class AskingHook implements AutoCloseable {

    private static final String PROGRAM = """
            #!/usr/bin/env bash
            # One call: pid of the starter, lengths, variables, input; the answer is a line with the exit code, then the output.
            LC_ALL=C
            input=$(cat)
            variables=
            for name in "${!CLAUDE@}"; do
                [[ $name == *TOKEN* ]] || variables+="$name=${!name}"$'\\n'
            done
            exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 0
            printf '%s %s %s\\n%s%s' "$PPID" "${#variables}" "${#input}" "$variables" "$input" >&3
            read -r code <&3
            cat <&3
            exit "${code:-0}"
            """;

    private final Observed<HookCall> calls = new Observed<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Path program;
    private final ServerSocket door;
    private volatile Function<HookCall, HookAnswer> answers = call -> HookAnswer.NONE;

    private AskingHook(Path program, ServerSocket door) {
        this.program = program;
        this.door = door;
    }

    /** Writes the program into a folder and listens for its calls until closed. */
    public static AskingHook in(Path folder) {
        try {
            Path program = Files.writeString(folder.resolve("asking-hook"), PROGRAM);
            if (!program.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + program + " executable");
            }
            AskingHook hook = new AskingHook(program, new ServerSocket(0, 64, InetAddress.getLoopbackAddress()));
            Thread.startVirtualThread(hook::listen);
            return hook;
        } catch (IOException cause) {
            throw new UncheckedIOException("no hook in " + folder, cause);
        }
    }

    /** How the calls from now on are answered. */
    public void answer(Function<HookCall, HookAnswer> newAnswers) {
        answers = newAnswers;
    }

    /** Every call there was. */
    public Observed<HookCall> calls() {
        return calls;
    }

    /** The handler to name in the client's settings. */
    public Map<String, Object> handler() {
        return Map.of(
                "type",
                "command",
                "command",
                program.toString(),
                "args",
                List.of(Integer.toString(door.getLocalPort())),
                "timeout",
                60);
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException cause) {
            throw new UncheckedIOException("cannot close the hook's door", cause);
        }
    }

    private void listen() {
        try {
            while (true) {
                Socket socket = door.accept();
                Thread.startVirtualThread(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            HookCall call = receive(new DataInputStream(socket.getInputStream()));
            calls.add(call);
            HookAnswer answer = answers.apply(call);
            socket.getOutputStream().write((answer.exitCode() + "\n" + answer.out()).getBytes(UTF_8));
        } catch (IOException clientWasKilled) {
            // Then nobody waits for the answer either.
        }
    }

    private HookCall receive(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("a hook hung up");
            }
            line.append((char) next);
        }
        String[] head = line.toString().split(" ");
        String variables = text(in, Integer.parseInt(head[1]));
        String input = text(in, Integer.parseInt(head[2]));
        Map<String, String> environment = new HashMap<>();
        variables.lines().map(entry -> entry.split("=", 2)).forEach(pair -> {
            if (pair.length == 2) {
                environment.put(pair[0], pair[1]);
            }
        });
        return new HookCall(
                count.incrementAndGet(),
                System.nanoTime(),
                Long.parseLong(head[0]),
                environment,
                JsonMapper.shared().readTree(input));
    }

    private static String text(DataInputStream in, int length) throws IOException {
        return new String(in.readNBytes(length), UTF_8);
    }
}
