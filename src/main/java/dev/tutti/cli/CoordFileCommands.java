package dev.tutti.cli;

import dev.tutti.cli.CoordCommands.OfShell;
import dev.tutti.flows.LockVerbs.Answer;
import dev.tutti.flows.ScriptLocks.Compared;
import dev.tutti.flows.ScriptLocks.Taking;
import dev.tutti.flows.ScriptLocks.Wanted;
import dev.tutti.kernel.text.Foreign;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Those of the documents' shell functions that lock files. */
final class CoordFileCommands {

    /** The documents' codes, beside 0 and 10. */
    static final int EXPIRED = 11;

    static final int CONFLICT = 12;

    private static final String INTENT = "Editing file";

    private CoordFileCommands() {}

    /** One function about one file. */
    abstract static class OnFile extends OfShell {

        @Parameters(paramLabel = "FILE", description = "a path or glob")
        String file = "";

        OnFile(Call call) {
            super(call);
        }
    }

    @Command(
            name = "acquire",
            description =
                    "Take or renew a lock: 0 yes, 10 another has it, 11 one had expired and the next try gets it.",
            footer = {"", "Example: tutti coord acquire --shell $$ src/api.py \"Running migration\""})
    static final class Acquire extends OfShell implements Changes {

        @Parameters(index = "0", paramLabel = "FILE", description = "a path or glob")
        private String file = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "INTENT", description = "why, for others to read")
        private String intent = "";

        @Option(names = "--takeover", description = "take an expired lock over at once instead of answering 11")
        private boolean takeover;

        Acquire(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            String why = Foreign.line(intent.isEmpty() ? INTENT : intent, 100);
            return switch (locks().acquire(asker(), new Wanted(file, why, takeover))) {
                case Taking.Taken taken -> {
                    taken.notes().forEach(this::err);
                    yield done("locked");
                }
                case Taking.WrittenOff off ->
                    not(
                            "expired",
                            EXPIRED,
                            "Removing expired lock on " + shown(off.path()) + " (held by "
                                    + off.former().publicId() + ")");
                case Taking.Held(Answer.Held by) ->
                    not(
                            "held",
                            ExitCode.HELD,
                            "File " + shown(by.path()) + " is locked by instance "
                                    + by.holder().publicId() + "\n  " + by.text());
                case Taking.Unusable(Answer.Unusable unusable) -> unusable(unusable);
            };
        }
    }

    @Command(
            name = "release",
            description = "Give a lock back: 0 also when there is none, 10 another has it.",
            footer = {"", "Example: tutti coord release --shell $$ src/api.py"})
    static final class Release extends OnFile implements Changes {

        Release(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return switch (locks().release(asker(), file, false)) {
                case Answer.Done _ -> done("released");
                case Answer.NotLocked free -> {
                    free.wider()
                            .map(wider -> LockAnswers.part(free.path(), wider))
                            .ifPresent(this::err);
                    yield done("not_locked");
                }
                case Answer.Held held ->
                    not(
                            "held",
                            ExitCode.HELD,
                            "Cannot release lock: held by " + held.holder().publicId());
                case Answer.Unusable unusable -> unusable(unusable);
            };
        }
    }

    @Command(
            name = "renew",
            description = "Extend the term of an own lock: 1 when there is none, 10 another has it.",
            footer = {"", "Example: tutti coord renew --shell $$ src/api.py"})
    static final class Renew extends OnFile implements Changes {

        Renew(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return switch (locks().renew(asker(), file)) {
                case Answer.Done _ -> done("renewed");
                case Answer.NotLocked free ->
                    not("not_locked", ExitCode.FAILED, "File " + shown(free.path()) + " is not locked");
                case Answer.Held held ->
                    not(
                            "held",
                            ExitCode.HELD,
                            "Cannot renew lock: held by " + held.holder().publicId());
                case Answer.Unusable unusable -> unusable(unusable);
            };
        }
    }

    @Command(
            name = "release-all",
            description = "Give back all that the caller has locked.",
            footer = {"", "Example: tutti coord release-all --shell $$"})
    static final class ReleaseAll extends OfShell implements Changes {

        ReleaseAll(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            locks().releaseAll(asker());
            return done("released");
        }
    }

    @Command(
            name = "release-of",
            description = "Take away all that another has locked: recorded, and it is told.",
            footer = {"", "Example: tutti coord release-of claude-20260108-124532-a3f7b2d1"})
    static final class ReleaseOf extends OfShell implements Changes {

        @Parameters(paramLabel = "ID", description = "whose locks")
        private String id = "";

        ReleaseOf(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            locks().releaseOf(asker(), id);
            return done("released");
        }
    }

    @Command(
            name = "check",
            description = "Whether a file could be locked: 0 yes, 10 another has it.",
            footer = {"", "Example: tutti coord check --shell $$ src/api.py"})
    static final class Check extends OnFile {

        Check(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return switch (locks().check(asker(), file)) {
                case Answer.Done _, Answer.NotLocked _ -> done("free");
                case Answer.Held held ->
                    not("held", ExitCode.HELD, "Locked by: " + held.holder().publicId());
                case Answer.Unusable unusable -> unusable(unusable);
            };
        }
    }

    @Command(
            name = "conflict",
            description = "Whether a file is still what it was when it was locked: 0 yes, 12 it was changed.",
            footer = {"", "Example: tutti coord conflict --shell $$ src/api.py"})
    static final class Conflict extends OnFile {

        Conflict(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Compared compared = locks().compare(asker(), file);
            return compared.changed()
                    ? not(
                            "changed",
                            CONFLICT,
                            "Conflict detected: file " + shown(compared.path()) + " was modified since lock acquired")
                    : done("same");
        }
    }
}
