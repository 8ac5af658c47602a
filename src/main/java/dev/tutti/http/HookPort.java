package dev.tutti.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.StoreThread;
import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.Ticker;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The launcher's own port for hooks: {@link HookLine}, the event, and an answer whose length stands at a fixed place, which a
 * shell takes with few calls of the system. Whichever thread takes a connection answers it, so that nothing changes threads
 * between a hook and its SQL. What is no line with the token is closed without a word. Safe for any thread.
 */
final class HookPort {

    /** Larger events come by HTTP, where they have to wait for room. */
    static final int BODY_BYTES_MAX = 64 * 1024;

    private static final int BACKLOG = 1_024;
    /** The longest line is as long as a buffer. */
    private static final int BUFFER_BYTES = 16 * 1024;
    /** Three digits of a status, a blank, eight of the answer's length, a line's end. */
    static final int HEAD_BYTES = 13;

    private static final Duration READ_TIME = Duration.ofSeconds(30);
    private static final Duration ACCEPT_AGAIN_AFTER = Duration.ofMillis(100);
    private static final Duration AFTER_HANGING_UP = Duration.ofMillis(1);

    /** Threads that wait for a connection while none comes: one takes it, another is there for the next. */
    private static final int WAITING = 2;

    private final Router router;
    private final Guard guard;
    private final Limits limits;
    private final Ticker ticker;
    private final Failures failures;
    private final ServerSocket server;

    /** Threads that take the next connection, or are about to; one that goes away is none of them. */
    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();
    private final Unread unread = new Unread();
    private final CountDownLatch closing = new CountDownLatch(1);

    HookPort(Router router, ServerPlan plan, Ticker ticker, Failures failures, InetAddress address) throws IOException {
        this.router = requireNonNull(router, "router");
        this.guard = new Guard(plan.token());
        this.limits = plan.limits();
        this.ticker = requireNonNull(ticker, "ticker");
        this.failures = requireNonNull(failures, "failures");
        this.server = new ServerSocket();
        server.bind(new InetSocketAddress(address, 0), BACKLOG);
    }

    int number() {
        return server.getLocalPort();
    }

    /** @throws IllegalStateException when the machine gives no thread, so that nobody would ever take a connection */
    void start() {
        for (int i = 0; i < WAITING; i++) {
            waitOnAnotherThread();
        }
        if (threads.get() == 0) {
            throw new IllegalStateException(
                    "the machine gives no thread to take hooks on: too many processes run (ulimit -u)");
        }
    }

    /** Takes no connection any more; those that were taken are answered. */
    void close() {
        closing.countDown();
        closed(server);
    }

    /** Returns whether one more thread waits; beyond so many none does. */
    private boolean waitOnAnotherThread() {
        if (threads.incrementAndGet() <= RequestThreads.PLATFORM_MAX) {
            try {
                waiting.incrementAndGet();
                byte[] buffer = new byte[BUFFER_BYTES];
                new StoreThread(() -> serve(buffer), "hook-" + names.incrementAndGet()).start();
                return true;
            } catch (OutOfMemoryError e) {
                // The machine gives no more threads, or no memory.
                waiting.decrementAndGet();
            }
        }
        threads.decrementAndGet();
        return false;
    }

    private void serve(byte[] buffer) {
        try {
            do {
                Socket connection = accept();
                if (waiting.decrementAndGet() > 0 || waitOnAnotherThread()) {
                    answer(connection, buffer);
                } else {
                    answerElsewhere(connection);
                }
            } while (isWaitingAgain());
        } catch (InterruptedException e) {
            // The port is closed.
        }
        threads.decrementAndGet();
    }

    /**
     * Counted only if this thread stays: whoever takes a connection answers it himself when another is counted, so that one
     * which goes away and still counts would leave nobody for the next.
     */
    private boolean isWaitingAgain() {
        return waiting.getAndUpdate(others -> Math.min(others + 1, WAITING)) < WAITING;
    }

    /** @throws InterruptedException when the port is closed */
    private Socket accept() throws InterruptedException {
        while (true) {
            try {
                return server.accept();
            } catch (IOException | Error e) {
                // The port is closed, or the process has no file or no memory left: those that say nothing give theirs.
                Duration again = unread.hangUpOnFirst() ? AFTER_HANGING_UP : ACCEPT_AGAIN_AFTER;
                if (closing.await(again.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new InterruptedException("the port is closed");
                }
            }
        }
    }

    private void answerElsewhere(Socket connection) {
        try {
            byte[] buffer = new byte[BUFFER_BYTES];
            Thread.ofVirtual().name("hook-over").start(() -> answer(connection, buffer));
        } catch (RuntimeException | Error e) {
            // Hung up on, it knows at once that nobody answers.
            closed(connection);
        }
    }

    private void answer(Socket connection, byte[] buffer) {
        try (connection) {
            unread.add(connection);
            converse(connection, buffer);
        } catch (IOException | RuntimeException | Error e) {
            // The client went away, or nothing can be said of what went wrong: the thread serves the next one.
        } finally {
            unread.remove(connection);
        }
    }

    private void converse(Socket connection, byte[] buffer) throws IOException {
        Deadline readBy = Deadline.in(ticker, READ_TIME);
        try (LateHooks.Thinking reading = router.late().begin(readBy, () -> closed(connection))) {
            InputStream in = connection.getInputStream();
            int got = readLine(in, buffer);
            int end = end(buffer, got);
            Optional<HookLine> line =
                    end < got ? HookLine.of(new String(buffer, 0, end, ISO_8859_1)) : Optional.empty();
            if (line.isPresent() && guard.isToken(line.get().token())) {
                Deadline deadline = Deadline.in(ticker, limits.hookTime());
                byte[] body = body(in, line.get().size(), buffer, end + 1, got);
                reading.close();
                if (!unread.remove(connection)) {
                    throw new IOException("it was hung up on");
                }
                router.hook(line.get(), body, deadline, answer -> send(connection, 200, answer));
            }
        } catch (Refusal e) {
            send(connection, e.status(), (e.line() + "\n").getBytes(UTF_8));
        } catch (RuntimeException | Error e) {
            // No answer is not an empty one, with which an edit that fails closed would go on.
            failures.log("hook", e);
        }
    }

    /** Returns how many bytes came with the line and behind it. */
    private static int readLine(InputStream in, byte[] buffer) throws IOException {
        int got = 0;
        while (end(buffer, got) == got && got < buffer.length) {
            int more = in.read(buffer, got, buffer.length - got);
            if (more < 0) {
                return got;
            }
            got += more;
        }
        return got;
    }

    private static int end(byte[] buffer, int got) {
        int end = 0;
        while (end < got && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private byte[] body(InputStream in, int size, byte[] buffer, int from, int to) throws IOException {
        int max = Math.min(BODY_BYTES_MAX, limits.hookBodyBytes());
        if (size > max) {
            throw new Refusal(413, "the request is larger than " + max + " bytes");
        }
        byte[] body = new byte[size];
        int here = Math.min(size, to - from);
        System.arraycopy(buffer, from, body, 0, here);
        if (in.readNBytes(body, here, size - here) < size - here) {
            throw new IOException("the request ended early");
        }
        return body;
    }

    /** In one piece, so that whoever saw its first byte need not fear to wait for the others. */
    private static void send(Socket connection, int status, byte[] answer) throws IOException {
        byte[] all = new byte[HEAD_BYTES + answer.length];
        digits(all, 0, 3, status);
        all[3] = ' ';
        digits(all, 4, 8, answer.length);
        all[HEAD_BYTES - 1] = '\n';
        System.arraycopy(answer, 0, all, HEAD_BYTES, answer.length);
        connection.getOutputStream().write(all);
        connection.close();
    }

    private static void digits(byte[] into, int from, int count, int number) {
        int left = number;
        for (int at = from + count - 1; at >= from; at--) {
            into[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    static void closed(Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }
}
