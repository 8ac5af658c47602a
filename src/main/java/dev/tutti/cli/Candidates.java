package dev.tutti.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What may stand at a place of a command line, for completion.
 *
 * @param kind where it comes from
 * @param words all there is when the kind is {@link Kind#WORDS}
 */
record Candidates(Kind kind, List<String> words) {

    /** Where candidates come from. */
    enum Kind {
        /** Nobody knows. */
        NONE,
        /** A fixed list. */
        WORDS,
        FILES,
        FOLDERS,
        /** The names of who is here: {@code tutti complete instances}. */
        INSTANCES,
        /** What is locked, by whomever: {@code tutti complete locks}. */
        LOCKS,
        /** What is locked by whoever types: {@code tutti complete own-locks}. */
        OWN_LOCKS,
        /** The names of settings: {@code tutti complete settings}. */
        SETTINGS,
        /** Files, what is locked, and who is here. */
        SUBJECTS;

        /** As the scripts call it. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static final Candidates NOTHING = new Candidates(Kind.NONE, List.of());

    private static final List<String> DURATIONS = List.of("30s", "5m", "1h", "1d");

    Candidates {
        words = List.copyOf(words);
    }

    /** What a command says of a place by {@code completionCandidates}: the kind, since there is no list of it. */
    abstract static class Told implements Iterable<String> {

        private final Kind kind;

        Told(Kind kind) {
            this.kind = kind;
        }

        @Override
        public Iterator<String> iterator() {
            return List.<String>of().iterator();
        }
    }

    /** A file or folder. */
    static final class Files extends Told {
        Files() {
            super(Kind.FILES);
        }
    }

    /** A folder. */
    static final class Folders extends Told {
        Folders() {
            super(Kind.FOLDERS);
        }
    }

    /** Somebody who is here. */
    static final class Instances extends Told {
        Instances() {
            super(Kind.INSTANCES);
        }
    }

    /** Something that is locked. */
    static final class Locks extends Told {
        Locks() {
            super(Kind.LOCKS);
        }
    }

    /** Something that whoever types has locked. */
    static final class OwnLocks extends Told {
        OwnLocks() {
            super(Kind.OWN_LOCKS);
        }
    }

    /** A setting's name. */
    static final class Settings extends Told {
        Settings() {
            super(Kind.SETTINGS);
        }
    }

    /** A path or somebody. */
    static final class Subjects extends Told {
        Subjects() {
            super(Kind.SUBJECTS);
        }
    }

    /** Candidates for the value of an option or for a parameter. */
    static Candidates of(ArgSpec argument) {
        if (argument.arity().max() == 0) {
            return NOTHING;
        }
        Iterable<String> told = argument.completionCandidates();
        if (told instanceof Told kind) {
            return new Candidates(kind.kind, List.of());
        }
        if (isDuration(argument)) {
            return new Candidates(Kind.WORDS, DURATIONS);
        }
        List<String> words = new ArrayList<>();
        if (told != null) {
            told.forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
        }
        return words.isEmpty() ? NOTHING : new Candidates(Kind.WORDS, words);
    }

    /** Candidates for the words of a command that are neither options nor verbs; its parameters are all of one kind. */
    static Candidates ofParameters(CommandSpec command) {
        Optional<Candidates> first = command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .map(Candidates::of)
                .findFirst();
        return first.orElse(NOTHING);
    }

    private static boolean isDuration(ArgSpec argument) {
        Class<?>[] types = argument.auxiliaryTypes();
        return argument.type() == Duration.class || types.length > 0 && types[types.length - 1] == Duration.class;
    }
}
