package dev.tutti.kernel.git;

import dev.tutti.kernel.time.Deadline;
import dev.tutti.kernel.time.SystemTicker;
import dev.tutti.kernel.time.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The git of this machine. Safe from any thread. */
public final class SystemGit implements Git {

    private static final int PATHS_PER_RUN = 256;
    private static final List<String> STATUS = List.of(
            GitCommand.LITERALLY,
            "status",
            "--porcelain=v1",
            "-z",
            "--no-renames",
            "--ignored=matching",
            "--untracked-files=all",
            "--ignore-submodules=dirty",
            "--");
    private static final int COMMITTED_PATHS_MAX = 50;
    private static final List<String> SHOW = List.of(
            "show", "--no-color", "--no-renames", "--first-parent", "--name-only", "-z", "--format=%P%x00%s%x00");
    private static final List<String> ROOTS = List.of("rev-list", "--max-parents=0", "--date-order", "HEAD", "--");

    private final GitCommand git;
    private final GitLayout layout;
    private final GitReferences references;
    private final GitWorktrees worktrees;
    private final ProjectMarker marker;

    public SystemGit() {
        this(Map.of());
    }

    /** A git that gets these variables besides the inherited ones, none of which begins with {@code GIT_}. */
    public SystemGit(Map<String, String> environment) {
        this("git", environment);
    }

    SystemGit(String program, Map<String, String> environment) {
        git = new GitCommand(program, environment);
        Ticker ticker = new SystemTicker();
        SmallFiles files = new SmallFiles(ticker);
        layout = new GitLayout(files, new KnownPlaces(ticker));
        references = new GitReferences(files);
        worktrees = new GitWorktrees(files, layout);
        marker = new ProjectMarker(files);
    }

    @Override
    public GitLook look(Path path) {
        return layout.look(path);
    }

    @Override
    public Optional<String> branch(GitPlace place) {
        return references.branch(place);
    }

    @Override
    public Optional<String> headCommit(GitPlace place) {
        return references.commit(place);
    }

    @Override
    public Optional<String> originUrl(GitPlace place) {
        return layout.config(place.commonDir()).all("remote.origin.url").stream()
                .findFirst()
                .flatMap(RemoteUrl::normalise);
    }

    @Override
    public List<Worktree> worktrees(GitPlace place) {
        return worktrees.of(place);
    }

    @Override
    public Marker marker(GitPlace place) {
        return marker.read(place.commonDir());
    }

    @Override
    public Marker mark(GitPlace place, String projectId) {
        return marker.create(place.commonDir(), projectId);
    }

    @Override
    public Marker remark(GitPlace place, String expected, String projectId) {
        return marker.replace(place.commonDir(), expected, projectId);
    }

    @Override
    public GitStatus status(GitPlace place, Collection<String> relativePaths, Deadline deadline) {
        if (relativePaths.size() > MAX_PATHS) {
            throw new IllegalArgumentException("at most " + MAX_PATHS + " paths, got " + relativePaths.size());
        }
        if (place.kind() == GitPlace.Kind.BARE) {
            return new GitStatus.Unknown(notKnowable("a bare repository has no working tree"));
        }
        Map<String, PathState> states = new HashMap<>();
        Set<String> distinct = new LinkedHashSet<>(relativePaths);
        List<String> left = new ArrayList<>(distinct);
        while (!left.isEmpty()) {
            List<String> some = left.subList(0, Math.min(PATHS_PER_RUN, left.size()));
            switch (statusOf(place, some, deadline)) {
                case GitStatus.Known known -> states.putAll(known.states());
                case GitStatus.Unknown unknown -> {
                    return unknown;
                }
            }
            some.clear();
        }
        return new GitStatus.Known(states);
    }

    private GitStatus statusOf(GitPlace place, List<String> paths, Deadline deadline) {
        List<String> arguments = new ArrayList<>(STATUS);
        arguments.addAll(paths);
        return switch (git.run(place, arguments, deadline)) {
            case GitCommand.Result.Failed failed -> new GitStatus.Unknown(failed.trouble());
            case GitCommand.Result.Ended ended
            when ended.exitCode() != 0 -> new GitStatus.Unknown(new GitTrouble(GitTrouble.Kind.REFUSED, ended.error()));
            case GitCommand.Result.Ended ended ->
                new GitStatus.Known(StatusText.parse(ended.output()).of(paths));
        };
    }

    @Override
    public boolean ignores(GitPlace place, String relativePath, Deadline deadline) {
        return git.run(place, List.of("check-ignore", "--quiet", "--", relativePath), deadline)
                        instanceof GitCommand.Result.Ended ended
                && ended.exitCode() == 0;
    }

    @Override
    public CommittedFile committed(GitPlace place, String commit, String relativePath, Deadline deadline) {
        return new GitContents(git).of(new GitContents.Asked(place, commit, relativePath, deadline));
    }

    @Override
    public Optional<Commit> commit(GitPlace place, String hash, Deadline deadline) {
        List<String> arguments = new ArrayList<>(SHOW);
        arguments.addAll(List.of(hash, "--"));
        return git.run(place, arguments, deadline) instanceof GitCommand.Result.Ended ended && ended.exitCode() == 0
                ? read(hash, ended.output())
                : Optional.empty();
    }

    /** Parents, subject and paths, each ended by NUL; what follows the subject may begin with a line end. */
    private static Optional<Commit> read(String hash, String output) {
        List<String> parts = List.of(output.split("\0"));
        if (parts.size() < 2) {
            return Optional.empty();
        }
        List<String> paths = parts.stream()
                .skip(2)
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .limit(COMMITTED_PATHS_MAX)
                .toList();
        return Optional.of(new Commit(hash, parts.get(1), parts.get(0).strip().contains(" "), paths));
    }

    @Override
    public RootCommit rootCommit(GitPlace place, Deadline deadline) {
        if (Files.exists(place.commonDir().resolve("shallow"))) {
            return new RootCommit.Unknown(notKnowable("a shallow clone does not have the first commit"));
        }
        return switch (git.run(place, ROOTS, deadline)) {
            case GitCommand.Result.Failed failed -> new RootCommit.Unknown(failed.trouble());
            case GitCommand.Result.Ended ended when ended.exitCode() == 0 -> oldest(ended);
            case GitCommand.Result.Ended ended when headCommit(place).isEmpty() -> new RootCommit.None();
            case GitCommand.Result.Ended ended ->
                new RootCommit.Unknown(new GitTrouble(GitTrouble.Kind.REFUSED, ended.error()));
        };
    }

    private static RootCommit oldest(GitCommand.Result.Ended ended) {
        List<String> hashes = ended.output().lines().toList();
        return hashes.isEmpty() ? new RootCommit.None() : new RootCommit.Found(hashes.getLast());
    }

    private static GitTrouble notKnowable(String text) {
        return new GitTrouble(GitTrouble.Kind.NOT_KNOWABLE, text);
    }
}
