package dev.tutti.client;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The file that skips hooks for a while after the daemon failed one of them. For one thread. */
final class Breaker {

    private static final int NAME_MAX = 150;

    private final Folders folders;
    private final Pause pause;
    private final Path file;
    /** Where it stands while the state folder cannot be written, since its disk is full or read-only. */
    private final Path spare;

    Breaker(Place place, Pause pause) {
        this.folders = new Folders(place.home());
        this.pause = requireNonNull(pause, "pause");
        this.file = folders.run("breaker");
        String folder = place.variable("TMPDIR").isEmpty() ? "/tmp" : place.variable("TMPDIR");
        String name = place.home().root().toString().replaceAll("[^A-Za-z0-9]", "-");
        this.spare =
                Path.of(folder, "tutti-" + user() + name.substring(0, Math.min(name.length(), NAME_MAX)) + ".breaker");
    }

    private static String user() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
        } catch (IOException e) {
            return System.getProperty("user.name", "");
        }
    }

    /** Whether hooks are to be skipped for now. */
    boolean holds() {
        for (Path each : List.of(file, spare)) {
            boolean counts = each.equals(file) || (isMine() && !Files.isSymbolicLink(spare));
            String until = Files.exists(each) && counts ? Folders.read(each).strip() : "";
            if (until.matches("[0-9]{1,18}") && Long.parseLong(until) > pause.epochSeconds()) {
                return true;
            }
        }
        return false;
    }

    private boolean isMine() {
        try {
            return Files.exists(spare, NOFOLLOW_LINKS)
                    && Files.getOwner(spare, NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Skips the hooks of the next seconds; false when they were skipped already, or somebody else says so just now. */
    boolean trip(int seconds) {
        if (holds()) {
            return false;
        }
        String until = pause.epochSeconds() + seconds + "\n";
        folders.make();
        if (!note(file, until)) {
            if (Files.exists(file) && folders.areWritable()) {
                return false;
            }
            note(spare, until);
        }
        return true;
    }

    private static boolean note(Path file, String until) {
        Folders.remove(file);
        try {
            Folders.write(file, until, Set.of(CREATE_NEW, WRITE));
            return true;
        } catch (java.nio.file.FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            Folders.remove(file);
            return false;
        }
    }

    void reset() {
        Folders.remove(file);
        if (isMine()) {
            Folders.remove(spare);
        }
    }
}
