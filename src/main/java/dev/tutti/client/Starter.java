package dev.tutti.client;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.home.Installation;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Starts the daemon, once however many ask for it. For one thread. */
final class Starter {

    private static final long LOG_MAX = 5_242_880;
    private static final int WORDS_LINES = 12;
    private static final int WORDS_BYTES = 16_384;
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    private final Place place;
    private final Pause pause;
    private final Folders folders;
    private final StartTurn turn;

    Starter(Place place, Pause pause) {
        this.place = requireNonNull(place, "place");
        this.pause = requireNonNull(pause, "pause");
        this.folders = new Folders(place.home());
        this.turn = new StartTurn(folders, pause);
    }

    /** Empty once a daemon listens; else, at the latest {@code limit} milliseconds after this began, what stopped it. */
    Optional<Trouble> start(long limit) {
        long end = pause.elapsedMillis() + limit;
        if (!folders.make() || !folders.areWritable()) {
            return trouble(
                    "the folder " + place.home().root() + " cannot be written",
                    "make it writable, or set TUTTI_HOME to another folder");
        }
        while (!Wire.listens(place)) {
            switch (turn.claim()) {
                case TAKEN -> {
                    return startClaimed(end, limit);
                }
                case NO_ROOM -> {
                    return trouble(
                            "there is no room left to write in " + place.home().root(),
                            "free space on its disk or quota");
                }
                case OF_ANOTHER -> {
                    if (pause.elapsedMillis() >= end) {
                        return Optional.of(new Trouble(
                                "another start has not finished after " + limit / 1_000 + " s", seeLog(), true));
                    }
                    pause.nap(A_MOMENT);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Trouble> startClaimed(long end, long limit) {
        boolean listens = Wire.listens(place);
        if (!listens && turn.hasFailed()) {
            turn.leave();
            return trouble("another start has just failed. " + lastWords(0), seeLog());
        }
        Optional<Trouble> trouble = listens ? Optional.empty() : launch(end, limit);
        if (trouble.isEmpty()) {
            turn.succeed();
        } else if (!trouble.get().mayYetCome()) {
            turn.fail();
        }
        // One that is still busy keeps the turn.
        return trouble;
    }

    private Optional<Trouble> launch(long end, long limit) {
        Optional<Path> jar = Installation.at(place.root()).jar();
        if (jar.isEmpty()) {
            return trouble(
                    "Tutti is not built yet; any command typed in a terminal builds it",
                    "run '" + place.root() + "/tutti up'");
        }
        if (!Files.isExecutable(place.java().resolve("bin/java"))) {
            return trouble(place.java() + " is no JDK 25 or later", "set TUTTI_JAVA_HOME to one, or unset it");
        }
        Path log = place.home().log();
        long begin = rotate(log);
        DaemonCommand command = DaemonCommand.of(place, jar.get());
        ProcessBuilder builder = new ProcessBuilder(command.line()).directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        builder.redirectInput(Redirect.from(new File("/dev/null")));
        builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        try {
            Process daemon = builder.start();
            turn.pass(daemon.pid());
            return await(daemon, begin, end, limit);
        } catch (IOException e) {
            return trouble("the daemon cannot be started: " + e.getMessage(), seeLog());
        }
    }

    /** Where the log goes on. */
    private static long rotate(Path log) {
        try {
            long size = Files.exists(log) ? Files.size(log) : 0;
            if (size <= LOG_MAX) {
                return size;
            }
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private Optional<Trouble> await(Process daemon, long begin, long end, long limit) {
        while (!Wire.listens(place)) {
            if (!daemon.isAlive()) {
                // It also ends when another one holds the lock.
                return Wire.listens(place)
                        ? Optional.empty()
                        : trouble("the daemon ended while it started. " + lastWords(begin), seeLog());
            }
            if (pause.elapsedMillis() >= end) {
                return Optional.of(new Trouble(
                        "the daemon (process " + daemon.pid() + ") was not ready after " + limit / 1_000 + " s. "
                                + lastWords(begin),
                        seeLog() + ", or try again in a moment",
                        true));
            }
            pause.nap(A_MOMENT);
        }
        return Optional.empty();
    }

    /** What a failed start said: the log after byte {@code begin}. */
    private String lastWords(long begin) {
        String words = tail(place.home().log(), begin, WORDS_LINES);
        return words.isEmpty() ? "It wrote nothing to its log." : "The end of its log:\n" + words;
    }

    /** The last lines of a file after byte {@code begin}; empty when it cannot be read. */
    static String tail(Path file, long begin, int lines) {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(begin, open.length() - (long) lines * WORDS_BYTES);
            open.seek(Math.max(0, from));
            byte[] bytes = new byte[(int) Math.max(0, open.length() - from)];
            open.readFully(bytes);
            List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "";
        }
    }

    private String seeLog() {
        return "see " + place.home().log();
    }

    private static Optional<Trouble> trouble(String what, String remedy) {
        return Optional.of(new Trouble(what, remedy));
    }
}
