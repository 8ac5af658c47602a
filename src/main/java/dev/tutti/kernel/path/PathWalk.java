package dev.tutti.kernel.path;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** One walk along a path, used once by one thread. */
final class PathWalk {

    /** As many links as Linux follows. */
    static final int MAX_LINKS = 40;

    private final Deque<String> ahead = new ArrayDeque<>();
    private int links;
    private boolean turned;

    /** Locates an absolute path. The part that exists is left to the system; only the rest is walked by hand. */
    PathLook locate(Path path) {
        for (Path head = path; head != null; head = head.getParent()) {
            Optional<Path> existing = existing(head);
            if (existing.isPresent()) {
                push(path, head.getNameCount());
                return walk(existing.get());
            }
        }
        throw new IllegalArgumentException("the base of a path must be absolute, got " + path);
    }

    private PathLook walk(Path start) {
        Path at = start;
        while (!ahead.isEmpty()) {
            String name = ahead.pop();
            if (name.equals("..")) {
                turned = true;
                at = parentOr(at);
            } else if (!name.equals(".")) {
                Path next = at.resolve(name);
                Optional<Path> target = target(next);
                if (target.isEmpty()) {
                    at = next;
                } else if (++links > MAX_LINKS) {
                    return new PathLook.Rejected("the path leads through more than " + MAX_LINKS + " symbolic links");
                } else {
                    turned = true;
                    at = rootOr(target.get(), at);
                    push(target.get(), 0);
                }
            }
        }
        return new PathLook.Located(turned ? spelledByDisk(at) : at);
    }

    private void push(Path path, int from) {
        for (int i = path.getNameCount() - 1; i >= from; i--) {
            ahead.push(path.getName(i).toString());
        }
    }

    /** A turn may have led back to what exists, which on a disk that folds case is spelled as the disk spells it. */
    private static Path spelledByDisk(Path path) {
        for (Path head = path; head != null; head = head.getParent()) {
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
        if (Entry.at(path).filter(BasicFileAttributes::isSymbolicLink).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readSymbolicLink(path));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static Path rootOr(Path path, Path otherwise) {
        Path root = path.getRoot();
        return root == null ? otherwise : root;
    }

    private static Path parentOr(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
