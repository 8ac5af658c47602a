package dev.tutti.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads bodies, never more of one than its bound and never more of all together than the heap can carry. Safe for any
 * thread; waits a little when others are large too.
 */
final class Bodies {

    private static final int UNIT = 1 << 20;
    private static final int WAIT_SECONDS = 2;
    private static final long DRAIN_BYTES_MAX = 64L * UNIT;

    private final int units;
    private final Semaphore room;

    /** @param heapBytes what the whole process may use; a quarter of it is for bodies */
    Bodies(long heapBytes) {
        this.units = (int) Math.max(64, heapBytes / 4 / UNIT);
        this.room = new Semaphore(units, true);
    }

    /** Takes part of the common room for one body; the ticket gives it back. */
    Ticket ticket(HttpExchange exchange, int max) {
        long declared = declared(exchange);
        if (declared > max) {
            drain(exchange);
            throw tooBig(max);
        }
        long bytes = declared < 0 ? max : declared;
        int permits = (int) Math.min(units, (bytes + UNIT - 1) / UNIT);
        try {
            if (bytes > UNIT / 16 && !room.tryAcquire(permits, WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new Refusal(503, "too many large requests at once; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "the daemon is stopping");
        }
        return new Ticket(exchange, max, bytes > UNIT / 16 ? permits : 0);
    }

    /** The declared length, or -1 when there is none and the body is chunked. */
    private static long declared(HttpExchange exchange) {
        if (exchange.getRequestHeaders().containsKey("Transfer-Encoding")) {
            return -1;
        }
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length == null ? 0 : Long.parseLong(length.strip());
    }

    /** Lets a client that only listens after it has spoken hear the refusal; one that speaks too long is cut off. */
    private static void drain(HttpExchange exchange) {
        try {
            InputStream in = exchange.getRequestBody();
            byte[] sink = new byte[64 * 1024];
            long left = DRAIN_BYTES_MAX;
            int got = 0;
            while (left > 0 && got >= 0) {
                got = in.read(sink, 0, (int) Math.min(sink.length, left));
                left -= got;
            }
        } catch (IOException e) {
            // It stopped speaking by itself.
        }
    }

    private static Refusal tooBig(int max) {
        return new Refusal(413, "the request is larger than " + max + " bytes");
    }

    /** The right to read one body into memory. */
    final class Ticket implements AutoCloseable {
        private final HttpExchange exchange;
        private final int max;
        private final int permits;

        private Ticket(HttpExchange exchange, int max, int permits) {
            this.exchange = exchange;
            this.max = max;
            this.permits = permits;
        }

        byte[] read() throws IOException {
            byte[] body = exchange.getRequestBody().readNBytes(max + 1);
            if (body.length > max) {
                drain(exchange);
                throw tooBig(max);
            }
            return body;
        }

        @Override
        public void close() {
            room.release(permits);
        }
    }
}
