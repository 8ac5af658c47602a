package dev.tutti.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints a command's answer as it comes, frame by frame. For one thread. */
final class Frames {

    private static final Pattern HEAD = Pattern.compile("([a-z]) (\\d{1,9})");
    private static final int PIECE = 65_536;

    /** Standard output was closed by its reader, who is not told of it again. */
    static final class ReaderLeftException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ReaderLeftException(IOException why) {
            super(why);
        }
    }

    private final OutputStream out;
    private final OutputStream err;

    Frames(OutputStream out, OutputStream err) {
        this.out = requireNonNull(out, "out");
        this.err = requireNonNull(err, "err");
    }

    /** Until the exit code, a question, or the end of the stream. */
    Answer read(InputStream in) {
        try {
            while (true) {
                String line = Wire.line(in);
                Matcher head = HEAD.matcher(line);
                if (line.isEmpty()) {
                    return new Answer.Gone();
                }
                if (!head.matches()) {
                    continue;
                }
                int size = Integer.parseInt(head.group(2));
                switch (head.group(1)) {
                    case "o" -> copy(in, out, size);
                    case "e" -> copy(in, err, size);
                    case "a" -> {
                        return new Answer.Question(new String(in.readNBytes(size), UTF_8));
                    }
                    case "x" -> {
                        return new Answer.Ended(size & 0xff);
                    }
                    default -> in.skipNBytes(0);
                }
            }
        } catch (IOException e) {
            return new Answer.Gone();
        }
    }

    private void copy(InputStream in, OutputStream to, int size) throws IOException {
        int rest = size;
        while (rest > 0) {
            byte[] piece = in.readNBytes(Math.min(rest, PIECE));
            write(to, piece);
            if (piece.length == 0) {
                return;
            }
            rest -= piece.length;
        }
    }

    private void write(OutputStream to, byte[] piece) throws IOException {
        try {
            to.write(piece);
            to.flush();
        } catch (IOException e) {
            if (to == out) {
                throw new ReaderLeftException(e);
            }
        }
    }
}
