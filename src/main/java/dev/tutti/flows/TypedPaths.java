package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.People.Asker;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.GlobOutcome;
import dev.tutti.kernel.path.FileStamp;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Grounds.Survey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Paths and globs as a person types them in a folder: literal when they exist or hold no metacharacter, a folder meaning all
 * under it, else globs. Safe from any thread; looks at the disk and starts no process.
 */
final class TypedPaths {

    private final Rooms rooms;
    private final Arrivals arrivals;

    TypedPaths(Rooms rooms, Arrivals arrivals) {
        this.rooms = requireNonNull(rooms, "rooms");
        this.arrivals = requireNonNull(arrivals, "arrivals");
    }

    /** A key somebody typed, on its ground; {@code remote} is known once it is to be written down. */
    record Typed(Ground ground, Optional<String> remote, String shown, Glob pattern) {

        Typed recognisedBy(Optional<String> known) {
            return new Typed(ground, known, shown, pattern);
        }
    }

    /** Nothing can be meant by a path or glob. */
    static final class UnusableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String path;

        UnusableException(String path, String why) {
            super(why);
            this.path = path;
        }

        String path() {
            return path;
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }

    /** As {@link #read}, to be written down. */
    List<Typed> toWrite(Asker asker, List<String> paths) {
        return paths.stream().map(path -> toWrite(read(asker, path))).toList();
    }

    Typed toWrite(Typed typed) {
        return typed.recognisedBy(arrivals.remote(typed.ground()));
    }

    /** @throws UnusableException when nothing can be meant by that name */
    Typed read(Asker asker, String path) {
        Path written = asker.directory().resolve(path.isEmpty() ? "." : path);
        boolean exists = rooms.outside().files().stamp(written).exists();
        int wild = exists ? -1 : firstWild(path);
        if (wild < 0) {
            Survey.Found found = survey(asker, path);
            boolean folder = exists && rooms.outside().files().stamp(written).kind() == FileStamp.Kind.OTHER;
            Glob literal = Glob.literal(found.place().key());
            return folder || path.endsWith("/")
                    ? glob(found, path, literal.text().equals(".") ? "**" : literal.text() + "/**")
                    : new Typed(found.ground(), Optional.empty(), found.place().relative(), literal);
        }
        int folderEnd = path.lastIndexOf('/', wild);
        String folder = folderEnd < 0 ? "." : folderEnd == 0 ? "/" : path.substring(0, folderEnd);
        Survey.Found found = survey(asker, folder);
        String under =
                found.place().key().equals(".") ? "" : Glob.escape(found.place().key()) + "/";
        return glob(found, path, under + path.substring(folderEnd + 1));
    }

    /** Whether a path that is no glob names nothing that is there. */
    boolean isMissing(Asker asker, String path) {
        Path written = asker.directory().resolve(path);
        return firstWild(path) < 0 && !rooms.outside().files().stamp(written).exists();
    }

    private Survey.Found survey(Asker asker, String path) {
        return switch (rooms.grounds().file(path, asker.directory())) {
            case Survey.Found found -> found;
            case Survey.Rejected(String why) -> throw new UnusableException(path, why);
        };
    }

    private static Typed glob(Survey.Found found, String path, String pattern) {
        return switch (Glob.parse(PathKeys.key(pattern, found.ground().foldsCase()))) {
            case GlobOutcome.Parsed(Glob glob) -> new Typed(found.ground(), Optional.empty(), glob.text(), glob);
            case GlobOutcome.Malformed(String why) -> throw new UnusableException(path, why);
        };
    }

    private static int firstWild(String path) {
        for (int i = 0; i < path.length(); i++) {
            if ("*?[{".indexOf(path.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
