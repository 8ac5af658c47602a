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
import org.jspecify.annotations.Nullable;

/**
 * A loopback port that hands everything on to another one until it is told to cut: what a network does at the worst moment.
 * Any thread may use it.
 */
public final class CuttableRelay implements AutoCloseable {

    private final ServerSocket door;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile @Nullable String word;
    private volatile boolean handOn;

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

    /** Cuts a connection once when its client says {@code text}, after the other side got it or before. */
    public void cutAt(String text, boolean afterHandingOn) {
        handOn = afterHandingOn;
        word = text;
    }

    @Override
    public void close() {
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
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(client, server));
                Thread.ofVirtual().start(() -> pump(client, server, true));
                Thread.ofVirtual().start(() -> pump(server, client, false));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pump(Socket from, Socket to, boolean fromClient) {
        var buffer = new byte[65_536];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                boolean cut = fromClient && isAsked(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
                if (cut) {
                    end(from);
                }
                if (!cut || handOn) {
                    out.write(buffer, 0, length);
                    out.flush();
                }
                if (cut) {
                    return;
                }
            }
        } catch (IOException e) {
            end(from);
            end(to);
        }
    }

    private synchronized boolean isAsked(String said) {
        String sought = word;
        if (sought == null || !said.contains(sought)) {
            return false;
        }
        word = null;
        return true;
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
