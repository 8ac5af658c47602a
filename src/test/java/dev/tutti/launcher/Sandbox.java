package dev.tutti.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A home, a state folder and a launcher of their own, and the environment a test's processes get: nothing else. */
final class Sandbox {

    /** Only what hangs takes longer: many clients at once need a minute on a crowded machine. */
    private static final long PATIENCE_SECONDS = 150;

    /** What a run left. */
    record Result(int exit, String out, String err) {}

    private static final Path CHECKED_OUT = Path.of("tutti").toAbsolutePath();
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final Path folder;
    private final Client client;
    private final Map<String, String> environment = new HashMap<>();

    Sandbox(Path folder, Client client) throws IOException {
        this.folder = requireNonNull(folder, "folder");
        this.client = requireNonNull(client, "client");
        client.assumeItIsHere();
        environment.putAll(client.chosenBy());
        environment.put("PATH", requireNonNull(System.getenv("PATH")));
        environment.put("HOME", Files.createDirectories(folder.resolve("user")).toString());
        environment.put("TUTTI_HOME", home().toString());
        environment.put("LC_ALL", "C.UTF-8");
    }

    Path home() {
        return folder.resolve("state");
    }

    Path folder() {
        return folder;
    }

    Sandbox with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Sandbox without(String name) {
        environment.remove(name);
        return this;
    }

    /** The launcher of this checkout; for the client in Java, which needs a jar, a copy beside one that has its classes. */
    Path launcher() throws IOException {
        if (client != Client.JVM) {
            return CHECKED_OUT;
        }
        Path root = folder.resolve("an installation");
        if (!Files.exists(root)) {
            copyLauncher(root);
            install(root.resolve("lib"));
        }
        return root.resolve("tutti");
    }

    private static void install(Path lib) throws IOException {
        Files.createDirectories(lib);
        Files.writeString(lib.resolve("build-id"), "B1\n");
        Client.writeJar(lib.resolve("tutti-B1.jar"));
    }

    /**
     * A copy of the launcher, as a release has it, with a daemon that behaves like this: {@code fail}, {@code fail for
     * people}, {@code fail beside PID} (whose start took this one over), {@code linger} (it never listens) or {@code serve} as
     * {@link FakeDaemon}.
     */
    Path release(String behaviour) throws IOException {
        Path root = Files.createDirectories(folder.resolve("a release"));
        Path lib = Files.createDirectories(root.resolve("lib"));
        copyLauncher(root);
        install(lib);
        Files.writeString(lib.resolve("behaviour"), behaviour);
        with("TUTTI_JAVA_HOME", java("25.0.3").toString());
        return root.resolve("tutti");
    }

    void copyLauncher(Path root) throws IOException {
        Files.createDirectories(root.resolve("libexec"));
        Files.copy(CHECKED_OUT, root.resolve("tutti"));
        try (Stream<Path> files = Files.list(Path.of("libexec"))) {
            for (Path file : files.toList()) {
                Files.copy(file, root.resolve("libexec").resolve(file.getFileName()));
            }
        }
    }

    /** Processes started from {@link #release} so far. */
    long started() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("a release/lib"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("started-"))
                    .count();
        }
    }

    /** Tells what was started from {@link #release} to end. */
    void end() throws IOException {
        Files.deleteIfExists(folder.resolve("a release/lib/behaviour"));
    }

    /** A Java home of a claimed version, whose java writes how it was called and fails or becomes {@link FakeDaemon}. */
    Path java(String version) throws IOException {
        Path home = folder.resolve("jdk " + version);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        String real = System.getProperty("java.home") + "/bin/java";
        // In builtins as far as they go: every process costs each of these tests some milliseconds.
        Files.writeString(java, """
                #!/bin/bash
                properties=() dist=
                for argument; do
                  case $argument in
                    dev.tutti.client.Main) exec '%1$s' "$@" ;;
                    -Dtutti.dist=*) dist=${argument#*=} ;;&
                    -Dtutti.home=*) home=${argument#*=} ;;&
                    -Dtutti.*) properties+=("$argument") ;;
                  esac
                done
                { printf 'arg %%s\n' "$@"; printf 'pwd %%s\n' "$PWD"
                  while IFS= read -r -d '' entry; do printf 'env %%s\n' "$entry"; done </proc/$$/environ
                  read -r -a stat </proc/$$/stat; printf 'sid %%s\npid %%s\n' "${stat[5]}" $$
                  readlink /proc/$$/fd/*
                } >>'%2$s' 2>/dev/null 10>&- 11>&-
                IFS= read -r behaviour <"$dist/behaviour"
                if [[ $behaviour == fail* ]]; then
                  : >"$dist/started-$$"
                  echo 'cannot open the store: disk full' >&2
                  [[ $behaviour == *beside* ]] && printf '%%s %%s\n' "${behaviour##* }" "$EPOCHSECONDS" >"$home/run/starting"
                  [[ $behaviour == *'for people' ]] && echo 'tutti: The store is full.' >&2
                  exit 1
                fi
                exec '%1$s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "${properties[@]}" -cp '%3$s' %4$s
                """.formatted(
                        real,
                        folder.resolve("java-calls"),
                        Path.of("target/test-classes").toAbsolutePath(),
                        FakeDaemon.class.getName()));
        if (!java.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + java + " executable");
        }
        return home;
    }

    String javaCalls() throws IOException {
        return Files.readString(folder.resolve("java-calls"));
    }

    Process start(List<String> command) throws IOException {
        return builder(command).start();
    }

    ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    Result run(Path launcher, byte[] input, String... arguments) throws IOException, InterruptedException {
        return finish(
                start(Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                        .toList()),
                input);
    }

    Result hook(String input) throws IOException, InterruptedException {
        return run(launcher(), input.getBytes(UTF_8), "hook", "claude");
    }

    /** One event of a kind that may start a daemon, or may not. */
    Result hook(Path launcher, String event) throws IOException, InterruptedException {
        String input = "{\"session_id\":\"s\",\"hook_event_name\" : \"" + event + "\"}";
        return run(launcher, input.getBytes(UTF_8), "hook", "claude");
    }

    Result command(String... arguments) throws IOException, InterruptedException {
        return run(launcher(), new byte[0], arguments);
    }

    /** Feeds a process and waits for its end. */
    static Result finish(Process process, byte[] input) throws IOException, InterruptedException {
        CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()), THREADS);
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), THREADS);
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException e) {
            // A launcher that does not read its standard input.
            if (!String.valueOf(e.getMessage()).contains("Broken pipe")
                    && !String.valueOf(e.getMessage()).contains("Stream closed")) {
                throw e;
            }
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher did not end within " + PATIENCE_SECONDS + " s");
        }
        return new Result(process.exitValue(), end(out), end(err));
    }

    /** What a stream gave, once nobody holds it open any more. */
    private static String end(CompletableFuture<String> stream) throws InterruptedException {
        try {
            return stream.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("a process that the launcher left behind holds its output open", e);
        }
    }

    private static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
