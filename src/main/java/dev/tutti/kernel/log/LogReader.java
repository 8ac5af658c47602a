package dev.tutti.kernel.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Reads the log for {@code tutti logs}; changes nothing. Each call is on its own, so any thread may ask. */
public final class LogReader {

    public static final int LINES_MAX = 10_000;

    private final Path path;

    public LogReader(Path path) {
        this.path = requireNonNull(path, "path");
    }

    /** The last {@code count} lines that {@code wanted} accepts, oldest first, over all kept files; empty without a log. */
    public List<String> tail(int count, Predicate<String> wanted) {
        return tail(count, wanted, Long.MAX_VALUE);
    }

    /** The same without what the newest file holds beyond its first {@code bytes}. */
    private List<String> tail(int count, Predicate<String> wanted, long bytes) {
        if (count < 0 || count > LINES_MAX) {
            throw new IllegalArgumentException("lines must be 0 to " + LINES_MAX + ", got " + count);
        }
        Deque<String> last = new ArrayDeque<>();
        for (int age = LogFile.FILES_MAX - 1; age >= 0; age--) {
            for (String line : lines(LogFile.older(path, age), age == 0 ? bytes : Long.MAX_VALUE)) {
                if (wanted.test(line)) {
                    last.addLast(line);
                }
                if (last.size() > count) {
                    last.removeFirst();
                }
            }
        }
        return List.copyOf(last);
    }

    /** Lines that contain {@code text}, whatever the case; an empty text accepts all. */
    public static Predicate<String> containing(String text) {
        return line -> line.regionMatches(true, 0, text, 0, text.length()) || indexOfIgnoringCase(line, text) >= 0;
    }

    private static int indexOfIgnoringCase(String line, String text) {
        for (int i = 0; i + text.length() <= line.length(); i++) {
            if (line.regionMatches(true, i, text, 0, text.length())) {
                return i;
            }
        }
        return -1;
    }

    /** A reader of the lines that come from now on. */
    public Follower follow() {
        return new Follower(path);
    }

    private static List<String> lines(Path file, long bytesMax) {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            byte[] bytes = Files.readAllBytes(file);
            int length = (int) Math.min(bytes.length, bytesMax);
            return new String(bytes, 0, length, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Hands out what was added since it was last asked. One thread asks; between two asks it waits as it likes. */
    public static final class Follower {

        private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
        private static final int CHUNK_BYTES_MAX = 1 << 20;

        private final Path path;
        private Object key = "";
        private long at;
        private String rest = "";

        private Follower(Path path) {
            this.path = path;
            this.key = key();
            this.at = size();
        }

        /** The last lines before those that {@link #next} will hand out, as {@link LogReader#tail} gives them. */
        public List<String> tail(int count, Predicate<String> wanted) {
            return new LogReader(path).tail(count, wanted, at);
        }

        /** Whole lines that are new, at most about a megabyte per ask; a renamed file is left and the new one read from its start. */
        public List<String> next() {
            Object current = key();
            if (!current.equals(key) || size() < at) {
                key = current;
                at = 0;
                rest = "";
            }
            String text = rest + read();
            int end = text.lastIndexOf('\n') + 1;
            rest = text.substring(end);
            return text.substring(0, end).lines().toList();
        }

        /** The same, but waits up to {@code patience}, in steps of 200 ms, while there is nothing new; empty when it is over. */
        public List<String> next(Duration patience) {
            List<String> lines = next();
            long looks = patience.dividedBy(LOOK_AGAIN);
            for (long i = 0;
                    i < looks && lines.isEmpty() && !Thread.currentThread().isInterrupted();
                    i++) {
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
                lines = next();
            }
            return lines;
        }

        private String read() {
            if (size() <= at) {
                return "";
            }
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
                file.seek(at);
                byte[] bytes = new byte[(int) Math.min(CHUNK_BYTES_MAX, file.length() - at)];
                file.readFully(bytes);
                int whole = lastLineEnd(bytes);
                at += whole;
                return new String(bytes, 0, whole, StandardCharsets.UTF_8);
            } catch (IOException e) {
                return "";
            }
        }

        /** Cuts after a line, so that no character is torn; a chunk without any line end goes as it is. */
        private static int lastLineEnd(byte[] bytes) {
            for (int i = bytes.length - 1; i >= 0; i--) {
                if (bytes[i] == '\n') {
                    return i + 1;
                }
            }
            return bytes.length == CHUNK_BYTES_MAX ? bytes.length : 0;
        }

        private long size() {
            try {
                return Files.size(path);
            } catch (IOException e) {
                return 0;
            }
        }

        private Object key() {
            try {
                return Files.getAttribute(path, "unix:ino");
            } catch (IOException e) {
                return "";
            }
        }
    }
}
