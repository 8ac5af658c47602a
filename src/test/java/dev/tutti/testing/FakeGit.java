package dev.tutti.testing;

import dev.tutti.kernel.git.Commit;
import dev.tutti.kernel.git.CommittedFile;
import dev.tutti.kernel.git.Git;
import dev.tutti.kernel.git.GitLook;
import dev.tutti.kernel.git.GitPlace;
import dev.tutti.kernel.git.GitStatus;
import dev.tutti.kernel.git.GitTrouble;
import dev.tutti.kernel.git.Marker;
import dev.tutti.kernel.git.PathState;
import dev.tutti.kernel.git.RemoteUrl;
import dev.tutti.kernel.git.RootCommit;
import dev.tutti.kernel.git.Worktree;
import dev.tutti.kernel.time.Deadline;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Repositories in memory: no disk, no process. Made by hand; safe for use by any thread. */
public final class FakeGit implements Git {

    private record InTree(Path root, String path) {}

    private final Map<Path, GitPlace> places = new ConcurrentHashMap<>();
    private final Map<Path, String> branches = new ConcurrentHashMap<>();
    private final Set<String> merges = ConcurrentHashMap.newKeySet();
    private final Map<Path, String> commits = new ConcurrentHashMap<>();
    private final Map<Path, String> origins = new ConcurrentHashMap<>();
    private final Map<Path, String> markers = new ConcurrentHashMap<>();
    private final Map<Path, RootCommit> roots = new ConcurrentHashMap<>();
    private final Map<InTree, PathState> states = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> contents = new ConcurrentHashMap<>();
    private final AtomicInteger statusCalls = new AtomicInteger();
    private final AtomicInteger contentCalls = new AtomicInteger();
    private volatile Optional<GitTrouble> trouble = Optional.empty();

    /** Makes a repository on branch main, without commits' hashes, origin or marker, all of its paths clean. */
    public GitPlace repository(Path root) {
        Path gitDir = root.resolve(".git");
        return add(new GitPlace(root, gitDir, gitDir, GitPlace.Kind.MAIN), "main");
    }

    /** Adds a linked tree on a branch. */
    public GitPlace worktree(GitPlace main, Path root, String branch) {
        Path gitDir = main.commonDir().resolve("worktrees").resolve(branch);
        return add(new GitPlace(root, gitDir, main.commonDir(), GitPlace.Kind.LINKED), branch);
    }

    /** Takes a tree away, with what was said of its paths. */
    public void remove(GitPlace place) {
        places.remove(place.root());
        states.keySet().removeIf(key -> key.root().equals(place.root()));
    }

    public void branch(GitPlace place, String name) {
        branches.put(place.gitDir(), name);
    }

    /** That commit has two parents. */
    public void merged(String hash) {
        merges.add(hash);
    }

    /** Says what HEAD is and makes every path of the tree clean. */
    public void commit(GitPlace place, String hash) {
        commits.put(place.gitDir(), hash);
        states.keySet().removeIf(key -> key.root().equals(place.root()));
    }

    /** Says what HEAD is and what it holds, hashes by path, and makes every path of the tree clean. */
    public void commit(GitPlace place, String hash, Map<String, String> sha256) {
        contents.put(hash, Map.copyOf(sha256));
        commit(place, hash);
    }

    public void origin(GitPlace place, String url) {
        origins.put(place.commonDir(), url);
    }

    public void rootCommit(GitPlace place, RootCommit root) {
        roots.put(place.commonDir(), root);
    }

    /** Says what state a path is in. */
    public void state(GitPlace place, String relativePath, PathState state) {
        states.put(new InTree(place.root(), relativePath), state);
    }

    /** Makes every question that needs a process fail in this way, until {@link #recover}. */
    public void fail(GitTrouble.Kind kind) {
        trouble = Optional.of(new GitTrouble(kind, "made to fail"));
    }

    public void recover() {
        trouble = Optional.empty();
    }

    /** How often git was started for a status. */
    public int statusCalls() {
        return statusCalls.get();
    }

    /** How often git was started for what a commit holds. */
    public int contentCalls() {
        return contentCalls.get();
    }

    @Override
    public GitLook look(Path path) {
        for (Path folder = path.normalize(); folder != null; folder = folder.getParent()) {
            GitPlace place = places.get(folder);
            if (place != null) {
                return new GitLook.Inside(place);
            }
        }
        return new GitLook.Outside();
    }

    @Override
    public Optional<String> branch(GitPlace place) {
        return Optional.ofNullable(branches.get(place.gitDir()));
    }

    @Override
    public Optional<String> headCommit(GitPlace place) {
        return Optional.ofNullable(commits.get(place.gitDir()));
    }

    @Override
    public Optional<String> originUrl(GitPlace place) {
        return Optional.ofNullable(origins.get(place.commonDir())).flatMap(RemoteUrl::normalise);
    }

    @Override
    public List<Worktree> worktrees(GitPlace place) {
        return places.values().stream()
                .filter(other -> other.commonDir().equals(place.commonDir()))
                .sorted((a, b) -> a.kind() == b.kind()
                        ? a.root().compareTo(b.root())
                        : a.kind().compareTo(b.kind()))
                .map(other -> new Worktree(other.root(), other.gitDir(), other.kind(), true))
                .toList();
    }

    @Override
    public Marker marker(GitPlace place) {
        String id = markers.get(place.commonDir());
        return id == null ? new Marker.Absent() : new Marker.Holds(id);
    }

    @Override
    public Marker mark(GitPlace place, String projectId) {
        markers.putIfAbsent(place.commonDir(), projectId);
        return marker(place);
    }

    @Override
    public Marker remark(GitPlace place, String expected, String projectId) {
        markers.replace(place.commonDir(), expected, projectId);
        return marker(place);
    }

    @Override
    public GitStatus status(GitPlace place, Collection<String> relativePaths, Deadline deadline) {
        statusCalls.incrementAndGet();
        if (trouble.isPresent()) {
            return new GitStatus.Unknown(trouble.get());
        }
        Map<String, PathState> answer = new LinkedHashMap<>();
        for (String path : relativePaths) {
            answer.put(path, states.getOrDefault(new InTree(place.root(), path), PathState.CLEAN));
        }
        return new GitStatus.Known(answer);
    }

    @Override
    public boolean ignores(GitPlace place, String relativePath, Deadline deadline) {
        return states.get(new InTree(place.root(), relativePath)) == PathState.IGNORED;
    }

    @Override
    public CommittedFile committed(GitPlace place, String commit, String relativePath, Deadline deadline) {
        contentCalls.incrementAndGet();
        Map<String, String> then = contents.get(commit);
        Map<String, String> now = headCommit(place).map(contents::get).orElse(null);
        if (trouble.isPresent() || then == null || now == null) {
            return new CommittedFile.Unknown(
                    trouble.orElse(new GitTrouble(GitTrouble.Kind.REFUSED, "no such commit: " + commit)));
        }
        String held = then.get(relativePath);
        if (!Objects.equals(held, now.get(relativePath))) {
            return new CommittedFile.Moved();
        }
        return held == null ? new CommittedFile.Absent() : new CommittedFile.Holds(Set.of(held));
    }

    @Override
    public Optional<Commit> commit(GitPlace place, String hash, Deadline deadline) {
        boolean known = trouble.isEmpty() && hash.equals(commits.get(place.gitDir()));
        return known
                ? Optional.of(new Commit(
                        hash,
                        "subject of " + hash,
                        merges.contains(hash),
                        contents.getOrDefault(hash, Map.of()).keySet().stream()
                                .sorted()
                                .toList()))
                : Optional.empty();
    }

    @Override
    public RootCommit rootCommit(GitPlace place, Deadline deadline) {
        if (trouble.isPresent()) {
            return new RootCommit.Unknown(trouble.get());
        }
        return roots.getOrDefault(place.commonDir(), new RootCommit.None());
    }

    private GitPlace add(GitPlace place, String branch) {
        places.put(place.root(), place);
        branches.put(place.gitDir(), branch);
        return place;
    }
}
