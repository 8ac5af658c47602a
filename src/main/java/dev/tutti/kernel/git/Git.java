package dev.tutti.kernel.git;

import dev.tutti.kernel.time.Deadline;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What git knows, read only. Safe from any thread; blocking.
 *
 * <p>Only {@link #status}, {@link #ignores}, {@link #committed}, {@link #commit} and {@link #rootCommit} start a process (some milliseconds); the others read a few small files
 * (some microseconds each).
 */
public interface Git {

    /** How many paths one {@link #status} takes. */
    int MAX_PATHS = 4096;

    /**
     * Where a path lies. Walks up from it; the path need not exist.
     *
     * @param path absolute, its symbolic links resolved as {@code kernel.path} does, since a link belongs where it leads
     */
    GitLook look(Path path);

    /** The place a path lies in; empty also where a repository is broken. */
    default Optional<GitPlace> find(Path path) {
        return switch (look(path)) {
            case GitLook.Inside inside -> Optional.of(inside.place());
            case GitLook.Outside outside -> Optional.empty();
            case GitLook.Broken broken -> Optional.empty();
        };
    }

    /** The branch's short name; detached, the first 8 digits of the commit; empty when HEAD cannot be read. */
    Optional<String> branch(GitPlace place);

    /** The full hash HEAD stands for; empty before the first commit, and where references are kept in tables. */
    Optional<String> headCommit(GitPlace place);

    /**
     * The URL of the remote {@code origin}, normalised by {@link RemoteUrl} so that it never holds credentials. Included
     * configuration and {@code insteadOf} are not followed.
     */
    Optional<String> originUrl(GitPlace place);

    /** The working trees of the place's repository, the main one first if it has one. */
    List<Worktree> worktrees(GitPlace place);

    /** The marker of the place's repository. */
    Marker marker(GitPlace place);

    /**
     * Makes the marker unless there is one, atomically and durably: of several that do so at once, in however many
     * processes, one wins.
     *
     * @param projectId 1 to 64 letters, digits and hyphens
     * @return what the file holds now: that id, or the one that was there first
     */
    Marker mark(GitPlace place, String projectId);

    /**
     * Replaces the marker if it holds {@code expected}, for a repository that turned out to be a copy. The caller keeps two
     * from doing so at once.
     *
     * @return what the file holds now
     */
    Marker remark(GitPlace place, String expected, String projectId);

    /**
     * How these paths differ from the last commit.
     *
     * @param relativePaths files or folders relative to the place's root, with {@code /}; at most {@value #MAX_PATHS}; taken
     *     literally. A folder has the state of the first of its entries that is not clean
     * @param deadline when git is stopped and the outcome is unknown
     */
    GitStatus status(GitPlace place, Collection<String> relativePaths, Deadline deadline);

    /**
     * Whether an ignore rule covers a path that git does not follow, be it there or not; false also when git does not say.
     *
     * @param relativePath a file relative to the place's root, with {@code /}; taken literally
     * @param deadline when git is stopped
     */
    boolean ignores(GitPlace place, String relativePath, Deadline deadline);

    /**
     * What a path held in a commit, if HEAD holds the same there. Starts up to four processes, each of some milliseconds.
     *
     * @param commit a full hash, such as {@link #headCommit} gave at some time
     * @param relativePath a file relative to the place's root, with {@code /}; taken literally
     * @param deadline when git is stopped and the outcome is unknown
     */
    CommittedFile committed(GitPlace place, String commit, String relativePath, Deadline deadline);

    /**
     * What a commit says of itself; empty when git does not tell.
     *
     * @param hash a full hash, such as {@link #headCommit} gave
     * @param deadline when git is stopped
     */
    Optional<Commit> commit(GitPlace place, String hash, Deadline deadline);

    /** The first commit; walks the whole history, so up to seconds in a large one. */
    RootCommit rootCommit(GitPlace place, Deadline deadline);
}
