package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import java.net.Socket;
import java.util.LinkedHashSet;

/**
 * Connections to the port for hooks whose request has not come whole. Beyond {@link #MAX} the one that was first is hung up
 * on, so that no number of silent ones takes the daemon's memory or files from a hook. Safe for any thread.
 */
final class Unread {

    static final int MAX = 512;

    private final LinkedHashSet<Socket> connections = new LinkedHashSet<>();

    void add(Socket connection) {
        requireNonNull(connection, "connection");
        boolean tooMany;
        synchronized (connections) {
            connections.add(connection);
            tooMany = connections.size() > MAX;
        }
        if (tooMany) {
            hangUpOnFirst();
        }
    }

    /** Returns whether there was one. */
    boolean hangUpOnFirst() {
        Socket first;
        synchronized (connections) {
            if (connections.isEmpty()) {
                return false;
            }
            first = connections.removeFirst();
        }
        HookPort.closed(first);
        return true;
    }

    /** Returns whether it was still one of them, and not hung up on. */
    boolean remove(Socket connection) {
        synchronized (connections) {
            return connections.remove(connection);
        }
    }
}
