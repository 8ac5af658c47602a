package dev.tutti.kernel.home;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What launchers noted of hook events that nobody answered. Lines are taken out in two steps, so that a daemon that dies in
 * between leaves them to the next one: they may be met twice, never lost. Only the serving daemon uses it; one thread.
 */
public final class MissedLines {

    private final Path noted;
    private final Path taken;

    public MissedLines(Home home) {
        this.noted = requireNonNull(home, "home").missed();
        this.taken = noted.resolveSibling("missed.taken");
    }

    /** The lines there are, oldest first, a torn one as it is; {@link #forget} follows when they were dealt with. */
    public List<String> take() {
        try {
            if (!Files.exists(taken)) {
                if (!Files.exists(noted)) {
                    return List.of();
                }
                Files.move(noted, taken, ATOMIC_MOVE);
            }
            return new String(Files.readAllBytes(taken), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (NoSuchFileException gone) {
            return List.of();
        } catch (IOException e) {
            throw new HomeException("The missed events in " + noted + " cannot be read.", e);
        }
    }

    /** What was taken has been dealt with. */
    public void forget() {
        try {
            Files.deleteIfExists(taken);
        } catch (IOException e) {
            throw new HomeException("The missed events in " + taken + " cannot be removed.", e);
        }
    }
}
