package dev.tutti.kernel.socket;

import java.nio.file.Path;

/** Writes to Unix-domain sockets that other programs listen on. */
@FunctionalInterface
public interface LocalSockets {

    /**
     * Connects, writes {@code line} and a line break in UTF-8, and closes. Does not wait: a listener that does not take all of
     * it at once counts as none.
     *
     * @return whether the line went out whole
     */
    boolean write(Path socket, String line);
}
