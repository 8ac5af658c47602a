package dev.tutti.kernel.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The processes of a Linux machine, read from {@code /proc}.
 *
 * <p>Start times are the kernel's raw ticks since boot, which no setting of a clock moves. Where {@code /proc} hides other
 * users' processes these look dead; the daemon watches only its own user's. Holds no changing state, so any thread may
 * use it.
 */
public final class LinuxProcesses implements Processes {

    /** Some 50 numbers of at most 20 digits, and a name. */
    private static final int LINE_BYTES_MAX = 2_048;

    private final Path proc;
    private final ProcessIdentity self;

    /** The processes of the machine whose file system begins at {@code root}; {@code /} outside of tests. */
    public LinuxProcesses(Path root) {
        requireNonNull(root, "root");
        proc = root.resolve("proc");
        long pid = selfPid();
        long ticks = stat(pid).map(ProcStat::startTicks).orElse(0L);
        self = new ProcessIdentity(machine(root), boot(), namespace(), pid, ticks);
    }

    /** Whether {@code root} holds a readable {@code /proc}. */
    static boolean serves(Path root) {
        return Files.isReadable(root.resolve("proc/self/stat"));
    }

    @Override
    public ProcessIdentity self() {
        return self;
    }

    @Override
    public Optional<ProcessIdentity> identify(long pid) {
        return stat(pid)
                .filter(ProcStat::runs)
                .map(stat ->
                        new ProcessIdentity(self.machine(), self.boot(), self.namespace(), pid, stat.startTicks()));
    }

    @Override
    public Life look(ProcessIdentity identity) {
        if (!identity.machine().equals(self.machine())
                || !identity.boot().equals(self.boot())
                || !identity.namespace().equals(self.namespace())) {
            return Life.UNKNOWN;
        }
        Optional<ProcStat> stat = stat(identity.pid());
        if (stat.isPresent()) {
            boolean same = stat.get().startTicks() == identity.startTicks();
            return same && stat.get().runs() ? Life.ALIVE : Life.DEAD;
        }
        return isAbsent(identity.pid()) ? Life.DEAD : Life.UNKNOWN;
    }

    @Override
    public Optional<Long> parent(long pid) {
        return stat(pid).map(ProcStat::parent).filter(parent -> parent > 0);
    }

    @Override
    public Optional<String> commandName(long pid) {
        return stat(pid).map(stat -> new String(stat.name().getBytes(ISO_8859_1), UTF_8));
    }

    /**
     * Read byte for byte: a name need not be text, and must not spoil the numbers behind it. The kernel hands out the whole
     * line at once, so that the end of the file need not be asked for.
     */
    private Optional<ProcStat> stat(long pid) {
        File file = proc.resolve(Long.toString(pid)).resolve("stat").toFile();
        try (InputStream in = new FileInputStream(file)) {
            byte[] line = new byte[LINE_BYTES_MAX];
            int length = in.read(line);
            return length < 0 ? Optional.empty() : ProcStat.parse(new String(line, 0, length, ISO_8859_1));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Only a missing directory in a working {@code /proc} proves an end; a failed read may have many reasons. */
    private boolean isAbsent(long pid) {
        try {
            Files.readAttributes(proc.resolve(Long.toString(pid)), "size");
            return false;
        } catch (NoSuchFileException absent) {
            return Files.exists(proc.resolve(Long.toString(self.pid())).resolve("stat"));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private long selfPid() {
        Optional<String> pid = line(proc.resolve("self/stat")).map(line -> line.split(" ", 2)[0]);
        try {
            return pid.isPresent()
                    ? Long.parseLong(pid.get())
                    : ProcessHandle.current().pid();
        } catch (NumberFormatException odd) {
            return ProcessHandle.current().pid();
        }
    }

    private static String machine(Path root) {
        return line(root.resolve("etc/machine-id"))
                .filter(id -> !id.equals("uninitialized"))
                .or(() -> line(root.resolve("var/lib/dbus/machine-id")))
                .or(() -> line(root.resolve("proc/sys/kernel/hostname")).map(MachineName::hashed))
                .orElseGet(() -> MachineName.hashed("unnamed"));
    }

    private String boot() {
        return line(proc.resolve("sys/kernel/random/boot_id")).orElse("unknown-boot");
    }

    private String namespace() {
        try {
            return Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString();
        } catch (IOException unreadable) {
            return "unknown-namespace";
        }
    }

    private static Optional<String> line(Path file) {
        try {
            return Files.readString(file, ISO_8859_1)
                    .lines()
                    .findFirst()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
