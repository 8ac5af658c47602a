package dev.tutti.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The wire's frames: {@code KIND LENGTH\n} and as many bytes; {@code x CODE\n} alone ends. Pure. */
final class Frames {

    static final char OUT = 'o';
    static final char ERR = 'e';
    static final char ASK = 'a';

    private Frames() {}

    static byte[] text(char kind, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 16);
        write(frame, (kind + " " + payload.length + "\n").getBytes(StandardCharsets.US_ASCII));
        write(frame, payload);
        return frame.toByteArray();
    }

    static byte[] end(int code) {
        return ("x " + code + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
    }
}
