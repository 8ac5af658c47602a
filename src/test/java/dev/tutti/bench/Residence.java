package dev.tutti.bench;

import dev.tutti.testing.built.BuiltTutti;
import dev.tutti.testing.built.HookTexts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What it costs to have a daemon: its start, and its memory and processor time while nothing happens. */
final class Residence {

    private final Path folder;
    private final Path project;

    Residence(Path folder, Path project) {
        this.folder = folder;
        this.project = project;
    }

    void measure(Plan plan) throws Exception {
        try (BuiltTutti tutti = new BuiltTutti(folder.resolve("residence"), Map.of())) {
            Table.head("Residence (load " + Machine.load() + ")", "what", "n", "median", "p95", "", "budget");
            starts(tutti, plan);
            tutti.up();
            for (int session = 0; session < 3; session++) {
                work(tutti, new HookTexts("session-" + session, project));
            }
            rest(tutti.daemon().orElseThrow().pid(), plan.idle());
        }
    }

    /** From `tutti version` in a terminal to its answer, no daemon running. */
    private void starts(BuiltTutti tutti, Plan plan) {
        Figures first = new Figures(List.of(start(tutti)));
        List<Long> later = new ArrayList<>();
        for (int i = 0; i < plan.starts(); i++) {
            tutti.down().orThrow();
            later.add(start(tutti));
        }
        Figures known = new Figures(later);
        Table.row("very first start to its answer", "1", Figures.millis(first.median()), "", "", "2 s");
        Table.row(
                "cold start to the first answer",
                "" + known.count(),
                Figures.millis(known.median()),
                Figures.millis(known.at(0.95)),
                "",
                "300 ms");
    }

    private static long start(BuiltTutti tutti) {
        return tutti.command("version").run().orThrow().took().toNanos();
    }

    private void work(BuiltTutti tutti, HookTexts session) throws Exception {
        tutti.hook(session.start(), Crowd.PID);
        for (int turn = 0; turn < 5; turn++) {
            tutti.hook(session.prompt("turn " + turn), Crowd.PID);
            for (int edit = 0; edit < 5; edit++) {
                Path file = project.resolve("work/" + session.session() + "-" + edit);
                String call = session.session() + turn + "-" + edit;
                tutti.hook(session.before(file, call), Crowd.PID);
                Files.createDirectories(file.getParent());
                Files.writeString(file, call);
                tutti.hook(session.after(file, call), Crowd.PID);
            }
            tutti.hook(session.turnEnded(), Crowd.PID);
        }
        tutti.hook(session.end(), Crowd.PID);
    }

    private static void rest(long pid, Duration idle) throws InterruptedException {
        pause(Duration.ofSeconds(1));
        long before = Machine.processorNanos(pid);
        pause(idle);
        long used = Machine.processorNanos(pid) - before;
        String megabytes = String.format(Locale.ROOT, "%.0f MB", Machine.residentKilobytes(pid) / 1024.0);
        Table.row(
                "memory " + idle.toSeconds() + " s after three sessions (VmRSS)",
                "1",
                megabytes,
                "",
                "",
                "100 MB after 5 min");
        Table.row("processor time in these " + idle.toSeconds() + " s", "1", Figures.millis(used), "", "", "0");
    }

    private static void pause(Duration length) throws InterruptedException {
        var unused = new CountDownLatch(1).await(length.toNanos(), TimeUnit.NANOSECONDS);
    }
}
