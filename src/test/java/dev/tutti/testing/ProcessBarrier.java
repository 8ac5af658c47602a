package dev.tutti.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A starting line for processes: each connects, blocks in a read, and goes on when all are there.
 *
 * <p>Nobody spins, so the processors are free for the race itself. The line is used again for every next round of the
 * same number of parties. {@link #release} is called by one thread; {@link #arrive} by any.
 */
public final class ProcessBarrier implements AutoCloseable {

    private static final int GO = 'g';

    private final ServerSocket door;
    private final int parties;

    private ProcessBarrier(ServerSocket door, int parties) {
        this.door = door;
        this.parties = parties;
    }

    /** A starting line for that many parties, on a free loopback port. */
    public static ProcessBarrier of(int parties) {
        if (parties < 1) {
            throw new IllegalArgumentException("parties must be at least 1, got " + parties);
        }
        try {
            return new ProcessBarrier(new ServerSocket(0, parties, InetAddress.getLoopbackAddress()), parties);
        } catch (IOException cause) {
            throw new UncheckedIOException("no loopback port for the barrier", cause);
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    /** A line of bash that arrives and waits, with builtins only; it ends with 1 when the barrier was given up. */
    public String bashLine() {
        return "{ exec 9<>/dev/tcp/127.0.0.1/" + port() + " && read -r -n 1 -u 9 && exec 9>&-; } || exit 1";
    }

    /** Arrives from this very process and waits. */
    public void arrive() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            if (socket.getInputStream().read() != GO) {
                throw new IllegalStateException("the barrier was given up");
            }
        } catch (IOException cause) {
            throw new UncheckedIOException("the barrier was given up", cause);
        }
    }

    /** Waits until all parties have arrived, then lets them go; past the bound it gives up and says how many came. */
    public void release(Duration bound) {
        List<Socket> waiting = new ArrayList<>();
        long end = System.nanoTime() + bound.toNanos();
        try {
            while (waiting.size() < parties) {
                door.setSoTimeout((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
                waiting.add(door.accept());
            }
            for (Socket socket : waiting) {
                socket.getOutputStream().write(GO);
            }
        } catch (SocketTimeoutException late) {
            throw new IllegalStateException(
                    waiting.size() + " of " + parties + " parties came within " + bound.toMillis() + " ms", late);
        } catch (IOException cause) {
            throw new UncheckedIOException("a party left the barrier", cause);
        } finally {
            waiting.forEach(ProcessBarrier::closeQuietly);
        }
    }

    @Override
    public void close() {
        closeQuietly(door);
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception alreadyGone) {
            // Nothing is lost: the other side sees the end either way.
        }
    }
}
