package dev.tutti.cli;

import dev.tutti.cli.LockAnswers.Asked;
import dev.tutti.cli.LockAnswers.Deed;
import dev.tutti.flows.LockTaking.Wish;
import dev.tutti.flows.LockVerbs.Answer;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code tutti lock} and its verbs. */
final class LockCommands {

    private LockCommands() {}

    /** What stands below {@code tutti lock}, in the order of its help. */
    static Map<String, Function<Call, Object>> verbs() {
        Map<String, Function<Call, Object>> verbs = new LinkedHashMap<>();
        verbs.put("acquire", call -> new Acquire(call));
        verbs.put("release", call -> new Release(call));
        verbs.put("check", call -> new Check(call));
        verbs.put("list", call -> new LockListCommand(call));
        verbs.put("renew", call -> new Renew(call));
        verbs.put("cleanup", call -> new Cleanup(call));
        verbs.put("steal", call -> new Steal(call));
        return verbs;
    }

    @Command(
            name = "lock",
            description = "Locks by hand: the right to change a path or glob.",
            footer = {"", "Example: tutti lock acquire src/api.py --reason \"run the formatter\""})
    static final class LockCommand extends Basics {

        LockCommand(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            return call.fail(
                    ExitCode.USAGE,
                    "tutti lock needs a verb: acquire, release, check, list, renew, cleanup, steal"
                            + "\n  Next step: tutti lock --help");
        }
    }

    @Command(
            name = "acquire",
            description = {
                "Take paths or globs, all of them or none.",
                "A path that exists is taken as it is; a folder means all under it. A lock lasts as long as the setting "
                        + "locks.default_ttl says, unless --ttl does."
            },
            footer = {"", "Example: tutti lock acquire 'src/**' --wait 2m --ttl 10m --reason \"rename the package\""})
    static class Acquire extends Basics.AsSomebody implements Changes {

        @Parameters(
                arity = "1..*",
                paramLabel = "PATH",
                completionCandidates = Candidates.Files.class,
                description = "files, folders or globs")
        private List<String> paths = List.of();

        @Option(names = "--shared", description = "bear others' shared locks beside it")
        private boolean shared;

        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                description = "tree (default), or project for all trees at once")
        private Scope scope = Scope.TREE;

        @Option(names = "--ttl", paramLabel = "DURATION", converter = Terms.class, description = TTL)
        private Optional<Duration> ttl = Optional.empty();

        @Option(
                names = "--wait",
                paramLabel = "DURATION",
                arity = "0..1",
                fallbackValue = "5m",
                converter = Durations.class,
                description = "stand in line for it, for 5m unless given")
        private Optional<Duration> patience = Optional.empty();

        @Option(names = "--reason", paramLabel = "TEXT", description = "why; others are shown it")
        private String reason = "by hand";

        @Option(names = "--force", description = FORCE)
        private boolean force;

        Acquire(Call call) {
            super(call);
        }

        boolean steals() {
            return force;
        }

        @Override
        public Integer call() {
            Wish wish = new Wish(paths, shared, scope == Scope.PROJECT, ttl, Foreign.line(reason, 100), steals());
            Answer answer = call.desk()
                    .flows()
                    .lockTaking()
                    .acquire(
                            call.asker(as),
                            wish,
                            patience.orElse(Duration.ZERO),
                            () -> call.output().open());
            if (answer instanceof Answer.Held
                    && patience.isPresent()
                    && !call.output().open()) {
                return call.over();
            }
            return answer instanceof Answer.Held held && waits()
                    ? LockAnswers.said(call, json, List.of(inVain(held)), new Asked(Deed.WAIT, paths))
                    : LockAnswers.said(call, json, List.of(noted(answer)), new Asked(Deed.ACQUIRE, paths));
        }

        private boolean waits() {
            return patience.filter(Duration::isPositive).isPresent();
        }

        private Answer.Held inVain(Answer.Held held) {
            String waited = When.span(patience.orElseThrow());
            return new Answer.Held(held.path(), held.holder(), "waited " + waited + " in vain: " + held.text());
        }

        /** What is about to be made is locked like anything else; a mistyped name is, too. */
        private Answer noted(Answer answer) {
            if (!(answer instanceof Answer.Done done)) {
                return answer;
            }
            List<String> notes = new ArrayList<>(done.notes());
            for (String path : call.desk().flows().lockTaking().missing(call.asker(as), paths)) {
                notes.add("no such " + (path.endsWith("/") ? "folder" : "file") + " is there yet: "
                        + Foreign.path(path, 200));
            }
            return new Answer.Done(done.actor(), done.locks(), notes);
        }
    }

    @Command(
            name = "steal",
            description = "Take paths or globs from whoever has them: recorded, and the holders are told.",
            footer = {"", "Example: tutti lock steal src/api.py --reason \"its holder is on holiday\""})
    static final class Steal extends Acquire {

        Steal(Call call) {
            super(call);
        }

        @Override
        boolean steals() {
            return true;
        }
    }

    /** How far a lock reaches. */
    enum Scope {
        TREE,
        PROJECT
    }

    @Command(
            name = "release",
            description = "Give locks back.",
            footer = {"", "Example: tutti lock release src/api.py"})
    static final class Release extends Basics.AsSomebody implements Changes {

        @Parameters(
                arity = "1..*",
                paramLabel = "PATH",
                completionCandidates = Candidates.OwnLocks.class,
                description = "what is locked")
        private List<String> paths = List.of();

        @Option(names = "--force", description = FORCE)
        private boolean force;

        Release(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            List<Answer> answers = call.desk().flows().lockVerbs().release(call.asker(as), paths, force);
            return LockAnswers.said(call, json, answers, new Asked(Deed.RELEASE, paths));
        }
    }

    @Command(
            name = "renew",
            description = "Extend the term of your locks, counted from now.",
            footer = {"", "Example: tutti lock renew src/api.py --ttl 10m"})
    static final class Renew extends Basics.AsSomebody implements Changes {

        @Parameters(
                arity = "1..*",
                paramLabel = "PATH",
                completionCandidates = Candidates.OwnLocks.class,
                description = "what is locked")
        private List<String> paths = List.of();

        @Option(names = "--ttl", paramLabel = "DURATION", converter = Terms.class, description = TTL)
        private Optional<Duration> ttl = Optional.empty();

        Renew(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            List<Answer> answers = call.desk().flows().lockVerbs().renew(call.asker(as), paths, ttl);
            return LockAnswers.said(call, json, answers, new Asked(Deed.RENEW, paths));
        }
    }

    @Command(
            name = "check",
            description = "Whether you could take a path: 0 yes, 10 another has it.",
            footer = {"", "Example: tutti lock check src/api.py"})
    static final class Check extends Basics.AsSomebody {

        @Parameters(
                paramLabel = "PATH",
                completionCandidates = Candidates.Files.class,
                description = "a file, folder or glob")
        private String path = "";

        Check(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Answer answer = call.desk().flows().lockVerbs().check(call.asker(as), path);
            if (answer instanceof Answer.NotLocked free) {
                if (json) {
                    ObjectNode document = call.object();
                    document.put("path", free.path());
                    document.put("free", true);
                    call.json(document);
                } else {
                    call.line(Foreign.path(free.path(), 200) + " is free, or yours");
                }
                return ExitCode.DONE;
            }
            return LockAnswers.said(call, json, List.of(answer), new Asked(Deed.CHECK, List.of(path)));
        }
    }

    @Command(
            name = "cleanup",
            description = "Look after the dead now: free what they held, what expired, and what is committed.",
            footer = {"", "Example: tutti lock cleanup"})
    static final class Cleanup extends Basics implements Changes {

        Cleanup(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            var found = call.desk().flows().watch().look();
            int clean = call.desk()
                    .rooms()
                    .store()
                    .read(call::standing)
                    .map(standing -> call.desk().flows().cleanUp(standing.project()))
                    .orElse(0);
            if (json) {
                ObjectNode document = call.object();
                document.put("died", found.died());
                document.put("expired", found.expired());
                document.put("clean", clean);
                call.json(document);
            } else {
                call.line("freed: " + StatusCommand.count(found.died(), "instance") + " gone, "
                        + StatusCommand.count(found.expired(), "lock") + " expired, "
                        + StatusCommand.count(clean, "lock") + " with nothing uncommitted");
            }
            return ExitCode.DONE;
        }
    }
}
