package dev.tutti.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Sends what a test wrote as an HTTP answer in the form of the port for hooks. Of a head that is flushed before it is whole
 * only the status goes out.
 */
final class HookPortOutput extends OutputStream {

    private final OutputStream out;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean started;

    HookPortOutput(OutputStream out) {
        this.out = requireNonNull(out, "out");
    }

    @Override
    public void write(int next) {
        written.write(next);
    }

    @Override
    public void flush() throws IOException {
        String text = written.toString(ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (!started && text.length() > 12) {
            out.write(text.substring(9, 13).getBytes(ISO_8859_1));
            started = true;
        }
        if (end >= 0) {
            String length = text.substring(0, end).replaceFirst("(?s).*ontent-length: ([0-9]+).*", "$1");
            out.write("%08d\n".formatted(Integer.parseInt(length)).getBytes(ISO_8859_1));
            out.write(text.substring(end + 4).getBytes(ISO_8859_1));
            written.reset();
        }
        out.flush();
    }
}
