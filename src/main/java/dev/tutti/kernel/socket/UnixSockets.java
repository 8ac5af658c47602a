package dev.tutti.kernel.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Those of this machine. Safe from any thread. */
public final class UnixSockets implements LocalSockets {

    private static final System.Logger LOG = System.getLogger(UnixSockets.class.getName());

    @Override
    public boolean write(Path socket, String line) {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            if (channel.connect(UnixDomainSocketAddress.of(socket))) {
                channel.write(bytes);
            }
        } catch (IOException | IllegalArgumentException unreachable) {
            LOG.log(System.Logger.Level.DEBUG, "nobody listens on " + socket + ": " + unreachable.getMessage());
        }
        return !bytes.hasRemaining();
    }
}
