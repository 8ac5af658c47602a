package dev.tutti.testing.built;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.tutti.testing.FinishedProcess;
import dev.tutti.testing.ProcessRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A disk of a few megabytes over one folder, which nobody sees but the processes that are run here: it is mounted in a
 * namespace of its own and gone with it. For one thread.
 */
public final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 4096;

    private final Process keeper;
    private final Path folder;
    private final List<String> entering;

    private SmallDisk(Process keeper, Path folder, boolean asOneself) {
        this.keeper = keeper;
        this.folder = folder;
        String pid = Long.toString(keeper.pid());
        this.entering = asOneself
                ? List.of("nsenter", "-t", pid, "-m")
                : List.of("nsenter", "-t", pid, "-U", "--preserve-credentials", "-m");
    }

    /** Mounts one over {@code folder}; empty where this user may not. */
    public static Optional<SmallDisk> over(Path folder, int megabytes) {
        requireNonNull(folder, "folder");
        return open(folder, megabytes, true).or(() -> open(folder, megabytes, false));
    }

    /** A command in {@code directory} that sees the disk, not yet run. */
    public ProcessRun command(Path directory, List<String> command) {
        List<String> there = List.of("sh", "-c", "cd \"$0\" && exec \"$@\"", directory.toString());
        return ProcessRun.of(
                Stream.of(entering, there, command).flatMap(List::stream).toList());
    }

    /** Where this process sees what lies on the disk. */
    public Path seen(String name) {
        return Path.of("/proc/" + keeper.pid() + "/root" + folder).resolve(name);
    }

    /** Takes all room that is left. */
    public void fill() {
        try (OutputStream ballast = Files.newOutputStream(seen("ballast"))) {
            while (true) {
                ballast.write(new byte[BLOCK]);
            }
        } catch (IOException full) {
            // So it should be.
        }
    }

    /** Gives back what {@link #fill} took. */
    public void free() {
        try {
            Files.delete(seen("ballast"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on nothing can be written on it by a process that opens a file. */
    public void makeReadOnly() {
        mount("mount", "--bind", folder.toString(), folder.toString());
        mount("mount", "-o", "remount,bind,ro", folder.toString());
    }

    /** Ends {@link #makeReadOnly}. */
    public void makeWritable() {
        mount("umount", "-l", folder.toString());
    }

    private void mount(String... command) {
        FinishedProcess unused = command(Path.of("/"), List.of(command)).run().orThrow();
    }

    @Override
    public void close() {
        keeper.destroyForcibly();
    }

    private static Optional<SmallDisk> open(Path folder, int megabytes, boolean asOneself) {
        String script = "mount -t tmpfs -o size=" + megabytes + "m,mode=0700 tmpfs \"$0\" && echo mounted && exec cat";
        ProcessBuilder builder =
                new ProcessBuilder("unshare", asOneself ? "-m" : "-rm", "sh", "-c", script, folder.toString());
        try {
            Process keeper =
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            BufferedReader said = new BufferedReader(new InputStreamReader(keeper.getInputStream(), UTF_8));
            if ("mounted".equals(said.readLine())) {
                return Optional.of(new SmallDisk(keeper, folder, asOneself));
            }
            keeper.destroyForcibly();
            return Optional.empty();
        } catch (IOException noSuchProgram) {
            return Optional.empty();
        }
    }
}
