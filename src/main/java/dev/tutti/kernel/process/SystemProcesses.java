package dev.tutti.kernel.process;

import java.nio.file.Path;

/** Picks the implementation for the machine one runs on. */
public final class SystemProcesses {

    private SystemProcesses() {}

    /** The processes of this machine: exact where it has {@code /proc}, coarse elsewhere. */
    public static Processes detect() {
        Path root = Path.of("/");
        return LinuxProcesses.serves(root) ? new LinuxProcesses(root) : new PortableProcesses();
    }
}
