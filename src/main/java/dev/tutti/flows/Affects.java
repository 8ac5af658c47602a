package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.GlobOutcome;
import dev.tutti.kernel.path.PathKeys;
import dev.tutti.projects.Affected;
import dev.tutti.projects.Ground;
import dev.tutti.projects.Grounds.Survey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the paths in a text that says what something affects, as agents write it: {@code auth.py, src/session/, `docs/*.md`}.
 * What is no path stays text. Looks at the disk; not inside a transaction.
 */
final class Affects {

    private static final int PATHS_MAX = 50;

    private final Rooms rooms;

    Affects(Rooms rooms) {
        this.rooms = requireNonNull(rooms, "rooms");
    }

    /** @param directory where the text was written, to which its paths may be relative */
    List<Affected> in(String text, Ground ground, Path directory) {
        return Stream.of(text.split("[,;\\n]+"))
                .map(Affects::bare)
                .filter(Affects::mayBePath)
                .flatMap(word -> affected(word, ground, directory).stream())
                .distinct()
                .limit(PATHS_MAX)
                .toList();
    }

    private static String bare(String word) {
        String bare = word.strip();
        while (!bare.isEmpty() && "`'\"([".indexOf(bare.charAt(0)) >= 0) {
            bare = bare.substring(1);
        }
        while (!bare.isEmpty() && "`'\")]".indexOf(bare.charAt(bare.length() - 1)) >= 0) {
            bare = bare.substring(0, bare.length() - 1);
        }
        return bare.strip();
    }

    /** A word is one when it has a separator, an ending or a wildcard, and no blank. */
    private static boolean mayBePath(String word) {
        return !word.isEmpty()
                && word.chars().noneMatch(Character::isWhitespace)
                && (word.indexOf('/') >= 0 || word.indexOf('.') > 0 || word.indexOf('*') >= 0)
                && !word.contains("://");
    }

    private Optional<Affected> affected(String word, Ground ground, Path directory) {
        List<Path> written =
                new ArrayList<>(List.of(directory.resolve(word), ground.root().resolve(word)));
        for (Path each : written) {
            if (rooms.outside().files().stamp(each).exists()
                    && rooms.grounds().file(each.toString(), directory) instanceof Survey.Found found
                    && found.ground().treeKey().equals(ground.treeKey())
                    && !found.place().key().equals(".")) {
                boolean folder = word.endsWith("/")
                        || rooms.outside().files().stamp(each).kind() == dev.tutti.kernel.path.FileStamp.Kind.OTHER;
                return folder
                        ? glob(Glob.escape(found.place().key()) + "/**", ground)
                        : Optional.of(new Affected(
                                found.place().relative(),
                                Glob.literal(found.place().key())));
            }
        }
        return word.startsWith("/") ? Optional.empty() : glob(anywhere(word), ground);
    }

    /** A name alone may lie anywhere. */
    private static String anywhere(String word) {
        return word.indexOf('/') < 0 ? "**/" + word : word;
    }

    private static Optional<Affected> glob(String pattern, Ground ground) {
        return switch (Glob.parse(PathKeys.key(pattern, ground.foldsCase()))) {
            case GlobOutcome.Parsed(Glob glob) -> Optional.of(new Affected(glob.text(), glob));
            case GlobOutcome.Malformed _ -> Optional.empty();
        };
    }
}
