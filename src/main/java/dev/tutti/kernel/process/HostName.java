package dev.tutti.kernel.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine calls itself, without asking the network. */
public final class HostName {

    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** The first part of the machine's name, letters, digits and dashes; {@code localhost} when it is not known. */
    public static String current() {
        String name;
        try {
            name = Files.readString(KERNEL, StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            name = System.getenv().getOrDefault("HOSTNAME", "");
        }
        String plain = name.split("\\.", 2)[0].replaceAll("[^A-Za-z0-9-]", "-");
        return plain.isEmpty() ? "localhost" : plain;
    }
}
