package dev.tutti.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the machine says of itself and of a process; Linux only, as the bench is. */
final class Machine {

    /** The unit of processor times in /proc, see proc(5): 100 a second on every Linux that Java runs on. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private Machine() {}

    static String kind() {
        String model = lines("/proc/cpuinfo")
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        return Runtime.getRuntime().availableProcessors() + " processors (" + model + "), "
                + System.getProperty("os.name") + ", Java " + System.getProperty("java.version");
    }

    /** How many processes wanted a processor, on average over the last minute. */
    static String load() {
        return lines("/proc/loadavg").findFirst().orElseThrow().split(" ")[0];
    }

    static long residentKilobytes(long pid) {
        return lines("/proc/" + pid + "/status")
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** The processor time a process has used. */
    static long processorNanos(long pid) {
        String stat = lines("/proc/" + pid + "/stat").findFirst().orElseThrow();
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NANOS_PER_TICK;
    }

    private static Stream<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
