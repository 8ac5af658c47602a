package dev.tutti.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request as the launcher sent it, taken apart by the lengths in its headers.
 *
 * @param line the first line
 * @param headers by lower-case name; those that the words of a hook's line stand for
 * @param arguments what {@code Tutti-Args} measures
 * @param environment what {@code Tutti-Env} measures
 * @param input the bytes behind them, as the characters 0 to 255
 */
record Request(
        String line,
        Map<String, String> headers,
        List<String> arguments,
        Map<String, String> environment,
        String input) {

    Request {
        requireNonNull(line, "line");
        headers = Map.copyOf(headers);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        requireNonNull(input, "input");
    }

    static Request read(InputStream in) throws IOException {
        String line = readLine(in);
        Map<String, String> headers = new HashMap<>();
        if (line.startsWith("tutti ")) {
            String[] words = line.split(" ", -1);
            headers.put("tutti-wire", words[1]);
            headers.put("authorization", "Bearer " + words[2]);
            headers.put("tutti-env", words[4]);
            headers.put("content-length", words[5]);
            return read(in, line, headers);
        }
        for (String header = readLine(in); !header.isEmpty(); header = readLine(in)) {
            int colon = header.indexOf(": ");
            headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 2));
        }
        return read(in, line, headers);
    }

    private static Request read(InputStream in, String line, Map<String, String> headers) throws IOException {
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        List<String> texts = new ArrayList<>();
        int[] arguments = lengths(headers.getOrDefault("tutti-args", ""));
        int at = cut(body, 0, arguments, texts);
        at = cut(body, at, lengths(headers.getOrDefault("tutti-env", "")), texts);
        Map<String, String> environment = new HashMap<>();
        for (String entry : texts.subList(arguments.length, texts.size())) {
            environment.put(entry.substring(0, entry.indexOf('=')), entry.substring(entry.indexOf('=') + 1));
        }
        String input = new String(body, at, body.length - at, ISO_8859_1);
        return new Request(line, headers, texts.subList(0, arguments.length), environment, input);
    }

    /** Whether it came as the port for hooks wants it, and not by HTTP. */
    boolean isLine() {
        return line.startsWith("tutti ");
    }

    String inputText() {
        return new String(input.getBytes(ISO_8859_1), UTF_8);
    }

    private static int cut(byte[] body, int start, int[] lengths, List<String> into) {
        int at = start;
        for (int length : lengths) {
            into.add(new String(body, at, length, UTF_8));
            at += length;
        }
        return at;
    }

    private static int[] lengths(String header) {
        return header.isEmpty()
                ? new int[0]
                : java.util.Arrays.stream(header.split(",", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray();
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the request ended in its head: " + line);
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(ISO_8859_1);
    }
}
