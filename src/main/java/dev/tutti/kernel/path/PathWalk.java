package dev.tutti.kernel.path;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** One walk along a path, used once by one thread. */
final class PathWalk {

    /** As many links as Linux follows. */
    static final int MAX_LINKS = 40;

    private final Deque<String> ahead = new ArrayDeque<>();
    private int links;

    /** Locates an absolute path. What exists is left to the system; only the rest is walked by hand. */
    PathLook locate(Path path) {
        Optional<Path> existing = existing(path);
        return existing.isPresent() ? new PathLook.Located(existing.get()) : walk(path);
    }

    private PathLook walk(Path path) {
        Path at = root(path);
        push(path);
        while (!ahead.isEmpty()) {
            String name = ahead.pop();
            if (name.equals("..")) {
                at = parentOr(at);
            } else if (!name.isEmpty() && !name.equals(".")) {
                Path next = at.resolve(name);
                Optional<Path> target = target(next);
                if (target.isEmpty()) {
                    at = next;
                } else if (++links > MAX_LINKS) {
                    return new PathLook.Rejected("the path leads through more than " + MAX_LINKS + " symbolic links");
                } else {
                    at = target.get().isAbsolute() ? root(target.get()) : at;
                    push(target.get());
                }
            }
        }
        return new PathLook.Located(spelledByDisk(at));
    }

    private void push(Path path) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            ahead.push(path.getName(i).toString());
        }
    }

    /** The longest part that exists is spelled as the disk spells it, which matters where case is folded. */
    private static Path spelledByDisk(Path path) {
        for (Path head = path.getParent(); head != null; head = head.getParent()) {
            Optional<Path> existing = existing(head);
            if (existing.isPresent()) {
                return existing.get().resolve(head.relativize(path));
            }
        }
        return path;
    }

    private static Optional<Path> existing(Path path) {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Where a link points to; empty when the path is none, is absent or must not be seen. */
    private static Optional<Path> target(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) || !Files.isSymbolicLink(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readSymbolicLink(path));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static Path root(Path path) {
        Path root = path.getRoot();
        if (root == null) {
            throw new IllegalArgumentException("the base of a path must be absolute, got " + path);
        }
        return root;
    }

    private static Path parentOr(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
