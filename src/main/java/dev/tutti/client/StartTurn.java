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

    /** How long the file may name a dead process: whoever started that is the first to mark its end. */
    private static final int DEAD_MILLIS_MAX = 200;

    /** How long it may be without its content. */
    private static final int EMPTY_MILLIS_MAX = 2_000;

    /** What came of a try. */
    enum Claim {
        TAKEN,
        OF_ANOTHER,
        /** The file was made and nothing could be written into it. */
        NO_ROOM
    }

    private static final long NEVER = Long.MAX_VALUE;

    private final Path file;
    private final Path failed;
    private final Pause pause;
    private final String failedBefore;
    private String unowned = "";
    private long unownedSince = NEVER;
    private String own = "";
    private boolean passed;

    StartTurn(Folders folders, Pause pause) {
        this.file = folders.run("starting");
        this.failed = folders.run("failed");
        this.pause = requireNonNull(pause, "pause");
        this.failedBefore = Folders.read(failed);
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
            return isTheirs ? Claim.OF_ANOTHER : note(self, Set.of(CREATE_NEW, WRITE));
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

    /** Whether it has named nobody who is starting for long enough; it is looked at again and again. */
    private boolean isStale(String owner) {
        int patience = patience(owner);
        if (patience == 0) {
            unownedSince = NEVER;
            return false;
        }
        long now = pause.elapsedMillis();
        if (unownedSince == NEVER || !owner.equals(unowned)) {
            unowned = owner;
            unownedSince = now;
        }
        // Of many who wait not all are to try at once.
        long turn = ProcessHandle.current().pid() % 16 * 25;
        return Files.exists(file) && now - unownedSince > patience + turn;
    }

    /** How long it may say this, in milliseconds; 0 when it names one who may still be at it. */
    private int patience(String owner) {
        String[] words = owner.strip().split(" ", -1);
        try {
            long pid = Long.parseLong(words[0]);
            long since = Long.parseLong(words.length > 1 ? words[1] : "");
            return Place.runs(pid) && pause.epochSeconds() - since <= SECONDS_MAX ? 0 : DEAD_MILLIS_MAX;
        } catch (NumberFormatException e) {
            // Just being written; when it stays so, cut short by a full disk.
            return EMPTY_MILLIS_MAX;
        }
    }

    /** Hands it on to the process that was started. */
    void pass(long pid) {
        passed = true;
        note(pid, Set.of(CREATE, TRUNCATE_EXISTING, WRITE));
    }

    private Claim note(long pid, Set<? extends OpenOption> options) {
        try {
            String text = pid + " " + pause.epochSeconds() + "\n";
            Folders.write(file, text, options);
            own = text;
            return Claim.TAKEN;
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            return Claim.OF_ANOTHER;
        } catch (IOException e) {
            Folders.remove(file);
            return Claim.NO_ROOM;
        }
    }

    /** Whether a start has failed since this was made. That one is over tells nothing: its daemon may have been lost since. */
    boolean hasFailed() {
        String last = Folders.read(failed);
        return !last.isEmpty() && !last.equals(failedBefore);
    }

    /** Leaves it to the next, without a start. */
    void leave() {
        if (isOwn()) {
            Folders.remove(file);
        }
    }

    void succeed() {
        if (isOwn()) {
            Folders.remove(file);
            Folders.remove(failed);
        }
    }

    /**
     * Those who waited find what the file held in {@code run/failed}. What failed before anything was launched everybody finds by
     * itself.
     */
    void fail() {
        if (!passed) {
            leave();
        } else if (isOwn()) {
            try {
                Files.move(file, failed, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                Folders.remove(file);
            }
        }
    }

    /** Not that of somebody who took it over. */
    private boolean isOwn() {
        return Folders.read(file).equals(own);
    }
}
