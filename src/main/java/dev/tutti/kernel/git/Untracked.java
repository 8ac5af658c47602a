package dev.tutti.kernel.git;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether {@code git status} would show a file as untracked, be it there already or about to be written; false where git does
 * not say. Starts one process or two. Safe from any thread.
 */
public final class Untracked implements Predicate<Path> {

    /** How long git may take for one answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Git git;
    private final Ticker ticker;

    public Untracked(Git git, Ticker ticker) {
        this.git = requireNonNull(git, "git");
        this.ticker = requireNonNull(ticker, "ticker");
    }

    @Override
    public boolean test(Path file) {
        return git.find(file)
                .filter(place -> place.kind() != GitPlace.Kind.BARE)
                .map(place -> shows(place, file))
                .orElse(false);
    }

    private boolean shows(GitPlace place, Path file) {
        String path = place.root().relativize(file).toString();
        Deadline deadline = Deadline.in(ticker, PATIENCE);
        return switch (git.status(place, List.of(path), deadline)) {
            case GitStatus.Unknown unknown -> false;
            case GitStatus.Known known ->
                switch (known.states().getOrDefault(path, PathState.CLEAN)) {
                    case UNTRACKED -> true;
                    case CLEAN -> !Files.exists(file) && !git.ignores(place, path, deadline);
                    case CHANGED, DELETED, CONFLICTED, IGNORED -> false;
                };
        };
    }
}
