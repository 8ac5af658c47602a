package dev.tutti.client;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;

/** The file {@code run/starting}: of many clients that miss a daemon one starts it. For one thread. */
final class StartTurn {

    /** After that long a start counts as failed; longer than any client waits, so that a slow one is left to it. */
    private static final int SECONDS_MAX = 60;

    /** How long a file may be without its content. */
    private static final int EMPTY_MILLIS_MAX = 2_000;

    /** What came of a try. */
    enum Claim {
        TAKEN,
        TAKEN_OVER,
        OF_ANOTHER,
        /** The file was made and nothing could be written into it. */
        NO_ROOM
    }

    private final Path file;
    private final Pause pause;

    StartTurn(Folders folders, Pause pause) {
        this.file = folders.run("starting");
        this.pause = requireNonNull(pause, "pause");
    }

    /** Creates the file, or takes it over from one who died or took too long. */
    Claim claim() {
        long self = ProcessHandle.current().pid();
        Claim first = note(self, Set.of(CREATE_NEW, WRITE));
        if (first != Claim.OF_ANOTHER) {
            return first;
        }
        String owner = Folders.read(file);
        if (!isStale(owner)) {
            return Claim.OF_ANOTHER;
        }
        Path aside = file.resolveSibling("starting." + self);
        try {
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            boolean isTheirs = !Folders.read(aside).equals(owner);
            if (isTheirs) {
                putBack(aside);
            }
            Folders.remove(aside);
            return !isTheirs && note(self, Set.of(CREATE_NEW, WRITE)) == Claim.TAKEN
                    ? Claim.TAKEN_OVER
                    : Claim.OF_ANOTHER;
        } catch (IOException e) {
            return Claim.OF_ANOTHER;
        }
    }

    /** Somebody was faster and this is theirs. */
    private void putBack(Path aside) throws IOException {
        try {
            Files.createLink(file, aside);
        } catch (FileAlreadyExistsException e) {
            // Or has it again already.
        }
    }

    private boolean isStale(String owner) {
        String[] words = owner.strip().split(" ", -1);
        try {
            long pid = Long.parseLong(words[0]);
            long since = Long.parseLong(words.length > 1 ? words[1] : "");
            return ProcessHandle.of(pid).isEmpty() || pause.epochSeconds() - since > SECONDS_MAX;
        } catch (NumberFormatException e) {
            // Just being written, or cut short by a full disk.
            return Files.exists(file) && pause.elapsedMillis() > EMPTY_MILLIS_MAX;
        }
    }

    /** Hands it on to the process that was started. */
    void pass(long pid) {
        note(pid, Set.of(CREATE, TRUNCATE_EXISTING, WRITE));
    }

    private Claim note(long pid, Set<? extends OpenOption> options) {
        try {
            Folders.write(file, pid + " " + pause.epochSeconds() + "\n", options);
            return Claim.TAKEN;
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            return Claim.OF_ANOTHER;
        } catch (IOException e) {
            Folders.remove(file);
            return Claim.NO_ROOM;
        }
    }

    void end() {
        Folders.remove(file);
    }
}
