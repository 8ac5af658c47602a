package dev.tutti.launcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A daemon as the launcher sees one: a loopback port that takes hooks with and without HTTP, a state file, and an answer that a
 * test chooses.
 */
final class FakeDaemon implements AutoCloseable {

    static final String TOKEN = "0123456789abcdef0123456789abcdef";

    /** What a request gets; the connection is closed when it returns. */
    @FunctionalInterface
    interface Answer {
        void write(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private volatile Answer answer;

    private FakeDaemon(ServerSocket socket, Answer answer) {
        this.socket = requireNonNull(socket, "socket");
        this.answer = requireNonNull(answer, "answer");
    }

    /** One that answers, once its state file lies in {@code home}. */
    static FakeDaemon in(Path home, Answer answer) throws IOException {
        Files.createDirectories(home.resolve("run"));
        FakeDaemon daemon = new FakeDaemon(listen(200), answer);
        Thread.ofVirtual().start(daemon::serve);
        daemon.writeState(home, ProcessHandle.current().pid());
        return daemon;
    }

    /** One that listens and never takes a connection, as a stopped process does. */
    static FakeDaemon stopped(Path home, int backlog) throws IOException {
        Files.createDirectories(home.resolve("run"));
        FakeDaemon daemon = new FakeDaemon(listen(backlog), (_, _) -> {});
        daemon.writeState(home, ProcessHandle.current().pid());
        return daemon;
    }

    private static ServerSocket listen(int backlog) throws IOException {
        return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    }

    /** Makes no folder: a launched one that comes late would bring back those of a test that is over. */
    void writeState(Path home, long pid) throws IOException {
        Path run = home.resolve("run");
        Path fresh = run.resolve("daemon.new" + ProcessHandle.current().pid());
        Files.writeString(fresh, "%d %s 1 %d B1 %d\n".formatted(port(), TOKEN, pid, port()));
        Files.move(fresh, run.resolve("daemon"), StandardCopyOption.ATOMIC_MOVE);
    }

    int port() {
        return socket.getLocalPort();
    }

    void answerWith(Answer next) {
        answer = next;
    }

    /** The next request that came, waited for. */
    Request request() throws InterruptedException {
        Request request = requests.poll(30, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came within 30 s");
        }
        return request;
    }

    boolean heardNothing() {
        return requests.isEmpty();
    }

    static Answer hookAnswer(String body) {
        return (_, out) -> out.write(
                ("HTTP/1.1 200 OK\r\nDate: today\r\nContent-length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body)
                        .getBytes(UTF_8));
    }

    static Answer status(String status, String body) {
        return (_, out) -> out.write(
                ("HTTP/1.1 " + status + "\r\nContent-length: " + body.length() + "\r\n\r\n" + body).getBytes(UTF_8));
    }

    /** A command's answer made of frames. */
    static Answer frames(String... frames) {
        return (_, out) -> out.write(("HTTP/1.1 200 OK\r\n\r\n" + String.join("", frames)).getBytes(UTF_8));
    }

    static String frame(char kind, String text) {
        return kind + " " + text.getBytes(UTF_8).length + "\n" + text;
    }

    static String exit(int code) {
        return "x " + code + "\n";
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> converse(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket connection) {
        try (connection) {
            Request request = Request.read(connection.getInputStream());
            requests.add(request);
            OutputStream out = connection.getOutputStream();
            if (request.isLine()) {
                out = new HookPortOutput(out);
            }
            if (!("Bearer " + TOKEN).equals(request.headers().get("authorization"))) {
                status("401 Unauthorized", "bad token\n").write(request, out);
            } else {
                answer.write(request, out);
            }
            out.flush();
        } catch (IOException e) {
            // A look whether somebody listens, or a client that left.
            if (!socket.isClosed() && !String.valueOf(e.getMessage()).startsWith("the request ended")) {
                System.getLogger("fake").log(System.Logger.Level.DEBUG, "connection", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The process a launcher under test starts: notes how it was started, then serves until its home vanishes. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(requireNonNull(System.getProperty("tutti.home")));
        Path dist = Path.of(requireNonNull(System.getProperty("tutti.dist")));
        String said = Files.readString(dist.resolve("behaviour"), ISO_8859_1);
        Files.createFile(dist.resolve("started-" + ProcessHandle.current().pid()));
        if (said.startsWith("linger")) {
            waitUntilGone(dist.resolve("behaviour"));
            return;
        }
        ServerSocket socket = listen(200);
        if (said.startsWith("lose the first") && started(dist) == 1) {
            new FakeDaemon(socket, (_, _) -> {})
                    .writeState(home, ProcessHandle.current().pid());
            socket.accept();
            socket.close();
            return;
        }
        FakeDaemon daemon = new FakeDaemon(
                socket,
                (request, out) -> (request.line().contains("/cli")
                                ? frames(frame('o', "started\n"), exit(0))
                                : hookAnswer("{\"from\":\"started\"}"))
                        .write(request, out));
        Thread.ofVirtual().start(daemon::serve);
        daemon.writeState(home, ProcessHandle.current().pid());
        waitUntilGone(dist.resolve("behaviour"));
    }

    private static long started(Path dist) throws IOException {
        try (Stream<Path> files = Files.list(dist)) {
            return files.filter(file -> file.getFileName().toString().startsWith("started-"))
                    .count();
        }
    }

    private static void waitUntilGone(Path file) throws InterruptedException, IOException {
        try (var watcher = file.getFileSystem().newWatchService()) {
            requireNonNull(file.getParent()).register(watcher, java.nio.file.StandardWatchEventKinds.ENTRY_DELETE);
            while (Files.exists(file)) {
                watcher.poll(1, TimeUnit.SECONDS);
            }
        }
    }
}
