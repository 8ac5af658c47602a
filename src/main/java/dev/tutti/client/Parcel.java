package dev.tutti.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** The body of a request, arguments, environment and input one after the other, and their lengths. For one thread. */
final class Parcel {

    private static final List<String> OF_A_SESSION = List.of(
            "PWD",
            "TUTTI_INSTANCE",
            "TUTTI_NAME",
            "TUTTI_ROLE",
            "CLAUDE_INSTANCE",
            "CLAUDE_SUBAGENT_ROLE",
            "CLAUDE_CODE_SESSION_ID",
            "CLAUDE_PID",
            "CLAUDE_ENV_FILE",
            "CLAUDE_PROJECT_DIR",
            "CLAUDE_CODE_SESSION_ATTENDED",
            "CLAUDE_CODE_ENTRYPOINT",
            "CLAUDE_CODE_MESSAGING_SOCKET",
            "POOL_COMPACT",
            "USER");

    private static final List<String> OF_A_TERMINAL =
            List.of("COLUMNS", "LINES", "NO_COLOR", "TERM", "TUTTI_TTY", "TUTTI_LAUNCHER", "TUTTI_ANSWER");

    /** What decides whether hooks run at all, and where an installation lies: only those who look at it are told. */
    private static final List<String> OF_A_MACHINE = List.of(
            "HOME",
            "PATH",
            "CLAUDE_CONFIG_DIR",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "http_proxy",
            "https_proxy",
            "no_proxy");

    private static final List<String> WHO_LOOK = List.of("init", "uninit", "doctor", "install", "uninstall");

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final StringBuilder argumentLengths = new StringBuilder();
    private final StringBuilder entryLengths = new StringBuilder();

    /** A hook's event. */
    static Parcel ofEvent(Map<String, String> environment, byte[] event) {
        Parcel parcel = new Parcel();
        parcel.addEntries(environment, OF_A_SESSION);
        parcel.body.writeBytes(event);
        return parcel;
    }

    /** A person's command. */
    static Parcel ofCommand(List<String> arguments, Map<String, String> environment, byte[] input) {
        Parcel parcel = new Parcel();
        arguments.forEach(argument -> parcel.add(argument, parcel.argumentLengths));
        parcel.addEntries(environment, OF_A_SESSION);
        parcel.addEntries(environment, OF_A_TERMINAL);
        if (!arguments.isEmpty() && WHO_LOOK.contains(arguments.getFirst())) {
            parcel.addEntries(environment, OF_A_MACHINE);
        }
        parcel.body.writeBytes(input);
        return parcel;
    }

    private void addEntries(Map<String, String> environment, List<String> names) {
        if (entryLengths.isEmpty()) {
            add("TUTTI_CLIENT_PPID=" + Place.caller(), entryLengths);
        }
        for (String name : names) {
            String value = environment.get(name);
            if (value != null) {
                add(name + "=" + value, entryLengths);
            }
        }
    }

    private void add(String text, StringBuilder lengths) {
        byte[] bytes = text.getBytes(UTF_8);
        body.writeBytes(bytes);
        lengths.append(lengths.isEmpty() ? "" : ",").append(bytes.length);
    }

    /** Sends it whole; {@code request} is the id of a command, empty for a hook. */
    void send(OutputStream out, String path, int port, String token, String request) throws IOException {
        StringBuilder head = new StringBuilder(512);
        head.append("POST ")
                .append(path)
                .append(" HTTP/1.0\r\nHost: 127.0.0.1:")
                .append(port);
        head.append("\r\nAuthorization: Bearer ").append(token).append("\r\nTutti-Wire: 1\r\n");
        if (!request.isEmpty()) {
            head.append("Tutti-Request: ").append(request).append("\r\n");
        }
        if (!argumentLengths.isEmpty()) {
            head.append("Tutti-Args: ").append(argumentLengths).append("\r\n");
        }
        head.append("Tutti-Env: ").append(entryLengths);
        head.append("\r\nContent-Length: ").append(body.size()).append("\r\n\r\n");
        out.write(head.toString().getBytes(US_ASCII));
        body.writeTo(out);
        out.flush();
    }
}
