package dev.tutti.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A loopback port that hands everything on to another one until it is told to cut: what a network does at the worst moment.
 * Any thread may use it.
 */
public final class CuttableRelay implements AutoCloseable {

    private record Plan(String mark, String text, boolean handOn) {}

    private final ServerSocket door;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private @Nullable Plan plan;
    private final AtomicLong asked = new AtomicLong();
    private volatile boolean interrupted;
    private volatile boolean closed;

    /** Relays to {@code target} on loopback. */
    public CuttableRelay(int target) {
        this.target = target;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /**
     * Cuts one connection when its client says {@code text}, after the other side got it or before.
     *
     * @param mark what that client has said before, to tell it from those that a pool opens by itself
     */
    public synchronized void cutAt(String mark, String text, boolean afterHandingOn) {
        plan = new Plan(mark, text, afterHandingOn);
    }

    /** Ends any new connection as soon as it is made; those that are there go on. */
    public void admitNobody() {
        interrupted = true;
    }

    /** Ends every connection, and any new one as soon as it is made. */
    public void interrupt() {
        admitNobody();
        sockets.forEach(CuttableRelay::end);
    }

    /** Serves again. */
    public void resume() {
        interrupted = false;
    }

    /** How many connections were asked for. */
    public long asked() {
        return asked.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(CuttableRelay::end);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                asked.incrementAndGet();
                if (interrupted) {
                    end(client);
                    continue;
                }
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(client, server));
                if (closed) {
                    end(client);
                    end(server);
                    return;
                }
                Thread.ofVirtual().start(() -> pump(client, server, true));
                Thread.ofVirtual().start(() -> pump(server, client, false));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pump(Socket from, Socket to, boolean fromClient) {
        var buffer = new byte[65_536];
        var said = new StringBuilder();
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                Plan due = null;
                if (fromClient) {
                    var words = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
                    due = planFor(said.append(words), words);
                }
                if (due != null) {
                    end(from);
                }
                if (due == null || due.handOn()) {
                    out.write(buffer, 0, length);
                    out.flush();
                }
                if (due != null) {
                    return;
                }
            }
        } catch (IOException e) {
            end(from);
            end(to);
        }
    }

    private synchronized @Nullable Plan planFor(StringBuilder soFar, String words) {
        Plan known = plan;
        if (known == null || !words.contains(known.text()) || soFar.indexOf(known.mark()) < 0) {
            return null;
        }
        plan = null;
        return known;
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
