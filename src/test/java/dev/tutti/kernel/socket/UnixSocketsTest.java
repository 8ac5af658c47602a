package dev.tutti.kernel.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnixSocketsTest {

    @TempDir
    private Path folder;

    private final LocalSockets sockets = new UnixSockets();

    @Test
    void aListenerGetsTheLineAndItsEnd() throws IOException {
        Path socket = folder.resolve("s");
        try (ServerSocketChannel server = listener(socket)) {
            assertThat(sockets.write(socket, "hällo")).isTrue();

            try (SocketChannel accepted = server.accept()) {
                assertThat(Channels.newInputStream(accepted).readAllBytes()).isEqualTo("hällo\n".getBytes(UTF_8));
            }
        }
    }

    @Test
    void whereNobodyListensNothingIsSent() throws IOException {
        Path left = folder.resolve("left");
        listener(left).close();
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThat(sockets.write(left, "x")).isFalse();
        assertThat(sockets.write(folder.resolve("never"), "x")).isFalse();
        assertThat(sockets.write(file, "x")).isFalse();
        assertThat(sockets.write(Path.of("/" + "x".repeat(300)), "x")).isFalse();
        assertThat(file).hasContent("x");
    }

    @Test
    void aListenerThatTakesNoMoreIsNotWaitedFor() throws IOException {
        Path socket = folder.resolve("s");
        try (ServerSocketChannel server = listener(socket)) {
            assertThat(sockets.write(socket, "x".repeat(10_000_000))).isFalse();
            assertThat(server.isOpen()).isTrue();
        }
    }

    private static ServerSocketChannel listener(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        return server;
    }
}
