package dev.tutti.cli;

import dev.tutti.files.DocumentShapes;
import dev.tutti.flows.LockVerbs.Answer;
import dev.tutti.flows.People.Asker;
import dev.tutti.flows.ScriptLocks;
import dev.tutti.flows.ScriptLocks.Taking;
import dev.tutti.flows.ScriptLocks.Wanted;
import dev.tutti.flows.Scripts;
import dev.tutti.projects.Ground;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** The documents' {@code coord-lock} and its verbs. Their locks hold in all working trees of the project. */
final class CoordLockCommands {

    private static final String INTENT = "Manual lock via CLI";

    private CoordLockCommands() {}

    /** In the order of its help. */
    static Map<String, Function<Call, Object>> verbs() {
        Map<String, Function<Call, Object>> verbs = new LinkedHashMap<>();
        verbs.put("acquire", call -> new Acquire(call));
        verbs.put("release", call -> new Release(call));
        verbs.put("check", call -> new Check(call));
        verbs.put("list", call -> new ListLocks(call));
        verbs.put("cleanup", call -> new Cleanup(call));
        return verbs;
    }

    @Command(
            name = "coord-lock",
            description = "The documents' locks: one for a file, in all working trees, for five minutes.",
            exitCodeOnInvalidInput = CoordBasics.WRONG,
            footer = {"", "Example: tutti coord-lock acquire backend/app/api/routes.py"})
    static final class CoordLock extends CoordBasics {

        CoordLock(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            err("Error: coord-lock needs a command: acquire FILE, release FILE, check FILE, list, cleanup");
            err("  Next step: coord-lock --help");
            return WRONG;
        }
    }

    /** Work on one file. */
    abstract static class OnFile extends CoordBasics {

        @Parameters(paramLabel = "FILE", description = "a path or glob")
        String file = "";

        OnFile(Call call) {
            super(call);
        }

        Asker asker() {
            return asker(Optional.empty());
        }

        ScriptLocks locks() {
            return call.desk().flows().scriptLocks();
        }

        int unusable(Answer.Unusable unusable) {
            err("Error: " + shown(unusable.path()) + " cannot be locked: " + unusable.why());
            return json ? result("unusable", ExitCode.FAILED) : ExitCode.FAILED;
        }

        int held(Answer.Held held) {
            ObjectNode document = call.object();
            document.put("result", "held");
            document.put("path", held.path());
            document.put("holder", held.holder().publicId());
            document.put("text", held.text());
            call.json(document);
            return ExitCode.HELD;
        }
    }

    @Command(
            name = "acquire",
            description = "Take or renew the lock on a file: 0 yes, 10 another has it.",
            exitCodeOnInvalidInput = CoordBasics.WRONG,
            footer = {"", "Example: tutti coord-lock acquire backend/app/api/routes.py"})
    static final class Acquire extends OnFile implements Changes {

        Acquire(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            if (!json) {
                call.line("Acquiring lock on: " + shown(file));
            }
            return said(locks().acquire(asker(), new Wanted(file, INTENT, false)));
        }

        private int said(Taking taking) {
            return switch (taking) {
                case Taking.Taken taken -> {
                    taken.notes().forEach(this::err);
                    if (json) {
                        yield result("locked", ExitCode.DONE);
                    }
                    call.line("Lock acquired successfully");
                    yield ExitCode.DONE;
                }
                case Taking.WrittenOff _ -> {
                    if (!json) {
                        call.line("Expired lock cleaned, retrying...");
                    }
                    yield said(locks().acquire(asker(), new Wanted(file, INTENT, true)));
                }
                case Taking.Held(Answer.Held by) -> {
                    if (json) {
                        yield held(by);
                    }
                    err("WARNING: File " + shown(by.path()) + " is locked by instance "
                            + by.holder().publicId());
                    err("You may want to wait or check the work registry");
                    err("  " + by.text());
                    err("Error: File is already locked by another instance");
                    err("  Next step: tutti lock acquire " + word(by.path())
                            + " --scope project --wait 5m stands in line for it");
                    yield ExitCode.HELD;
                }
                case Taking.Unusable(Answer.Unusable unusable) -> unusable(unusable);
            };
        }
    }

    @Command(
            name = "release",
            description = "Give the lock on a file back.",
            exitCodeOnInvalidInput = CoordBasics.WRONG,
            footer = {"", "Example: tutti coord-lock release backend/app/api/routes.py"})
    static final class Release extends OnFile implements Changes {

        @Option(names = "--force", description = FORCE)
        private boolean force;

        Release(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            if (!json) {
                call.line("Releasing lock on: " + shown(file));
            }
            return switch (locks().release(asker(), file, force)) {
                case Answer.Done _ -> released();
                case Answer.NotLocked free -> {
                    free.wider()
                            .map(wider -> LockAnswers.part(free.path(), wider))
                            .ifPresent(this::err);
                    yield released();
                }
                case Answer.Held held -> {
                    if (json) {
                        yield held(held);
                    }
                    err("Cannot release lock: held by " + held.holder().publicId());
                    err("Error: Failed to release lock");
                    err("  Next step: wait for it, or coord-lock release " + word(file)
                            + " --force if its holder must lose it");
                    yield ExitCode.HELD;
                }
                case Answer.Unusable unusable -> unusable(unusable);
            };
        }

        private int released() {
            if (json) {
                return result("released", ExitCode.DONE);
            }
            call.line("Lock released successfully");
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "check",
            description = "Whether a file could be locked: 0 yes, 10 another has it.",
            exitCodeOnInvalidInput = CoordBasics.WRONG,
            footer = {"", "Example: tutti coord-lock check backend/app/api/routes.py"})
    static final class Check extends OnFile {

        Check(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            if (!json) {
                call.line("Checking lock on: " + shown(file));
            }
            return switch (locks().check(asker(), file)) {
                case Answer.Held held -> {
                    if (json) {
                        yield held(held);
                    }
                    err("Locked by: " + held.holder().publicId());
                    call.line("File is locked by another instance");
                    yield ExitCode.HELD;
                }
                case Answer.Unusable unusable -> unusable(unusable);
                case Answer.Done _, Answer.NotLocked _ -> {
                    if (json) {
                        yield result("free", ExitCode.DONE);
                    }
                    call.line("File is not locked (or locked by current instance)");
                    yield ExitCode.DONE;
                }
            };
        }
    }

    @Command(
            name = "list",
            description = "Every lock of the project.",
            exitCodeOnInvalidInput = CoordBasics.WRONG,
            footer = {"", "Example: tutti coord-lock list"})
    static final class ListLocks extends CoordBasics {

        ListLocks(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Known known = known();
            if (json) {
                ObjectNode document = call.object();
                document.set("locks", call.desk().documents().shapes().locks(known.view(), known::sha1));
                call.output().out(DocumentShapes.text(document));
            } else {
                Ground ground = call.desk().rooms().grounds().directory(directory());
                call.show(new CoordTexts(known.view(), Optional.of(ground.root().toString())).locks());
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "cleanup",
            description = "Look after the dead and the expired now; nobody must, it happens by itself.",
            exitCodeOnInvalidInput = CoordBasics.WRONG,
            footer = {"", "Example: tutti coord-lock cleanup"})
    static final class Cleanup extends CoordBasics implements Changes {

        Cleanup(Call call) {
            super(call);
        }

        @Override
        public Integer call() {
            Scripts.Cleaned cleaned = call.desk().flows().scripts().cleanUp(asker(Optional.empty()));
            if (json) {
                return answer(call, cleaned);
            }
            call.line("Cleaning up stale instances and expired locks...");
            cleaned.instances().forEach(stale -> err(staleLine(stale)));
            call.line("Cleaned up " + cleaned.instances().size() + " stale instance(s)");
            call.line("Cleaned up " + cleaned.expiredLocks() + " expired lock(s)");
            return ExitCode.DONE;
        }
    }

    static int answer(Call call, Scripts.Cleaned cleaned) {
        ObjectNode document = call.object();
        document.put("stale_instances", cleaned.instances().size());
        document.put("expired_locks", cleaned.expiredLocks());
        call.json(document);
        return ExitCode.DONE;
    }

    static String staleLine(Scripts.Stale stale) {
        return "Cleaning up stale instance: " + stale.publicId() + " (last seen "
                + stale.unseen().toSeconds() + "s ago)";
    }
}
