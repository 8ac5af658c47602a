package dev.tutti.flows;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.locks.Freed;
import dev.tutti.locks.FreedBy;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockKey;
import dev.tutti.locks.LockOutcome.Leftover;
import dev.tutti.locks.LockOutcome.Obstacle;
import dev.tutti.locks.PreImage.Dirty;
import dev.tutti.locks.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What agents are told, in one place so that it is one voice. All foreign text in it is neutralised. */
final class Words {

    static final int PATH_MAX = 200;
    static final int TASK_MAX = 80;

    /** Paths that one line names; of more it says how many. */
    static final int PATHS_NAMED_MAX = 10;

    /** Longer paths are not proposed in commands. */
    static final int ARGUMENT_MAX = 400;

    private Words() {}

    /** Who somebody is: name, id, role if any. */
    static String who(Instance instance) {
        String role =
                instance.role().map(known -> ", " + Foreign.label(known, 40)).orElse("");
        return instance.name() + " (" + instance.publicId() + role + ")";
    }

    /** Who somebody is and what it says it is doing. */
    static String whoAndTask(Instance instance) {
        return who(instance) + task(instance);
    }

    private static String task(Instance instance) {
        return instance.task()
                .map(task -> ", working on " + Foreign.quoted(task, TASK_MAX))
                .orElse("");
    }

    static String path(String path) {
        return Foreign.path(path, PATH_MAX);
    }

    /** Why a call is refused, by whom, until when, and what to do next. */
    static String refusal(Spelling file, Obstacle obstacle, Instance holder, Instant now) {
        return held(file.shown(), obstacle, holder, now) + ". " + next(file, obstacle)
                + " Do not write this file through the shell instead.";
    }

    /** The same for a person at a terminal. */
    static String held(String path, Obstacle obstacle, Instance holder, Instant now) {
        String since = When.relative(obstacle.since(), now);
        return obstacle.why() == Why.OTHERS_FIRST
                ? path(path) + " is waited for by " + whoAndTask(holder) + ", who asked " + since + " and goes first"
                : path(path) + " is locked by " + who(holder) + with(path, obstacle.key()) + task(holder) + ", taken "
                        + since + ", " + until(obstacle, holder, now);
    }

    /** What somebody holds that is in the way of a path, where it is another than that. */
    private static String with(String path, LockKey held) {
        boolean same = path.equals(held.path()) || path.endsWith("/" + held.path());
        return same ? "" : " with " + path(held.path());
    }

    /** Who has a lock, for whoever asks. */
    static String heldBy(Lock lock, Instance holder, Instant now) {
        String end = lock.expiresAt()
                .filter(at -> at.isAfter(now))
                .map(at -> "for another " + When.span(Duration.between(now, at)) + " unless renewed")
                .orElseGet(() -> end(lock));
        return path(lock.key().path()) + " is locked by " + whoAndTask(holder) + ", taken "
                + When.relative(lock.grantedAt(), now) + ", " + end;
    }

    /** What ends a lock whose term does not keep it. */
    private static String end(Lock lock) {
        return switch (lock.hold()) {
            case HAND -> lock.expiresAt().isPresent() ? "though its term is over" : "until it is released";
            case CALL -> "whose edit of it is running right now";
            case TURN -> lock.settled() ? "until its turn ends" : "whose edit of it is running right now";
            case TASK -> lock.settled() ? "until its changes are committed" : "whose edit of it is running right now";
        };
    }

    private static String until(Obstacle obstacle, Instance holder, Instant now) {
        return switch (obstacle.why()) {
            case CALL_RUNNING -> "whose edit of it is running right now";
            case SIBLING_CALL -> "another agent of this session, whose edit of it is running right now";
            case TURN_RUNNING -> "until its changes are committed or its turn ends" + before(obstacle, holder);
            case TURN_ONLY -> "until its turn ends";
            case SHOWN_ONCE ->
                "whose turn is over but whose changes to it are not committed" + before(obstacle, holder);
            case UNCOMMITTED -> "until its changes are committed" + before(obstacle, holder);
            case TERM_RUNNING ->
                obstacle.lock()
                        .flatMap(Lock::expiresAt)
                        .map(end -> "for another " + When.span(Duration.between(now, end)) + " unless renewed")
                        .orElse("until it is released");
            case OTHERS_FIRST -> "until it has had it";
            case OTHER_TREE -> "in another working tree of this project, which locks.other_tree forbids";
        };
    }

    /** Nobody is blamed for what was there before. */
    private static String before(Obstacle obstacle, Instance holder) {
        return obstacle.lock().filter(Words::isDirtyBefore).isPresent()
                ? "; it was already changed before " + holder.name() + " took it"
                : "";
    }

    static boolean isDirtyBefore(Lock lock) {
        return lock.before().dirty() == Dirty.YES;
    }

    private static String next(Spelling file, Obstacle obstacle) {
        return switch (obstacle.why()) {
            case CALL_RUNNING, SIBLING_CALL, OTHERS_FIRST -> "Next: try again in a moment.";
            case SHOWN_ONCE ->
                "Next: read the file again (git diff shows what changed); if you must change it too, repeat the edit: it"
                        + " will be yours then, and the other is told.";
            case TURN_RUNNING, TURN_ONLY, UNCOMMITTED, TERM_RUNNING ->
                "Next: work on something else, you will be told when it is free"
                        + (file.argument().isEmpty()
                                ? "."
                                : "; or wait for it: tutti lock acquire " + Foreign.word(file.argument(), ARGUMENT_MAX)
                                        + " --wait 5m.");
            case OTHER_TREE -> "Next: work on something else, you will be told when it is free.";
        };
    }

    /** The path was taken while its former holder's changes are in it. */
    static Optional<String> grantedOver(String file, Freed freed, Instance former) {
        String path = path(file);
        return switch (freed.how()) {
            case TAKEN_OVER ->
                Optional.of(path + " is yours now; it holds uncommitted changes of " + who(former)
                        + (isDirtyBefore(freed.lock())
                                ? ", and was already changed before " + former.name() + " took it: keep all of it."
                                : ": keep them."));
            case HOLDER_GONE, HOST_LAPSED, EXPIRED, STOLEN ->
                freed.lock().settled()
                        ? Optional.of(path + " was held by " + who(former) + ": "
                                + freed.how().clause()
                                + ". It may hold its uncommitted changes"
                                + (isDirtyBefore(freed.lock()) ? ", and was already changed before that" : "")
                                + ": look at git diff before you change it.")
                        : Optional.empty();
            case RELEASED, UNCHANGED, CALL_OVER, TURN_OVER, CLEAN, UNDONE -> Optional.empty();
        };
    }

    /** To a holder whose lock another has now. */
    static String lost(String path, FreedBy how, Instance now) {
        return "You no longer hold " + path(path) + ": " + how.clause() + "; " + whoAndTask(now)
                + " has it. Read it again before you change it.";
    }

    /** To a holder whose lock another ended, which nobody has now. */
    static String ended(String path, Instance by) {
        return "You no longer hold " + path(path) + ": " + whoAndTask(by)
                + " ended your lock by force. Read it again before you change it.";
    }

    static String free(List<String> paths, FreedBy how, Instance holder) {
        boolean one = paths.size() == 1;
        return several(paths) + (one ? " is" : " are") + " free: " + how.clause() + (one ? " (it was" : " (they were")
                + " locked by " + holder.name() + "). Read " + (one ? "it" : "them") + " again before you change "
                + (one ? "it." : "them.");
    }

    /** The first few paths, and the number of the rest. */
    private static String several(List<String> paths) {
        List<String> named =
                paths.stream().limit(PATHS_NAMED_MAX).map(Words::path).toList();
        int more = paths.size() - named.size();
        if (more > 0) {
            return String.join(", ", named) + " and " + more + " more you were refused";
        }
        int last = named.size() - 1;
        return last == 0 ? named.getFirst() : String.join(", ", named.subList(0, last)) + " and " + named.get(last);
    }

    /** To the holder of a lock whose term passed. */
    static String expired(String path) {
        return "Your lock on " + path(path) + " is over: its term passed. Take it again before you rely on it.";
    }

    /** @param before whether the paths were already changed before the holder took them */
    static String turnOver(List<String> paths, boolean before, Instance holder) {
        boolean one = paths.size() == 1;
        String them = one ? "it" : "them";
        String were = one ? "it was" : "they were";
        return "The turn of " + holder.name() + " is over, its changes to " + several(paths) + " are not committed"
                + (before ? " (" + were + " already changed before " + holder.name() + " took " + them + ")" : "")
                + ". If you still need " + them + ", read " + them + " again and try once more.";
    }

    /** The same path is held in another tree. */
    static String elsewhere(Lock lock, Instance holder, Optional<String> treePath) {
        return path(lock.key().path()) + " is also being changed by " + whoAndTask(holder)
                + treePath.map(tree -> " in the working tree " + path(tree)).orElse(" in another working tree")
                + ": expect a merge conflict there.";
    }

    static String leftover(String path, Leftover leftover, Instant now) {
        return leftover.name() + " ended and left uncommitted changes in " + path(path) + ", begun "
                + When.relative(leftover.since(), now)
                + (leftover.dirtyBefore() == Dirty.YES ? "; it was already changed before that" : "")
                + ": look at git diff before you change it.";
    }

    /** To the writer of a file whose lock it had lost. */
    static String stale(String file, Optional<Instance> now) {
        return "Your last write to " + path(file) + " happened after you had lost its lock"
                + now.map(holder -> ": " + whoAndTask(holder) + " holds it").orElse("")
                + ". Read the file again; do not redo the write.";
    }

    /** To the holder of a file that another wrote. */
    static String overwritten(String file, Instance writer) {
        return who(writer) + " wrote to " + path(file) + " while it was yours. Read it again before you change it.";
    }

    /** To an instance that worked on while no daemon ran. */
    static String unguarded(int steps, Instant from, Instant to) {
        String when = from.equals(to) ? "at " + from : "between " + from + " and " + to;
        return "Tutti was not running " + when + ": " + steps + (steps == 1 ? " step" : " steps")
                + " of yours went on without looking at anybody's locks. Look at git status before you go on.";
    }

    /** An edit that must not go on although nothing is known against it. */
    static String failsClosed(String path, String why) {
        return path(path) + " is not to be changed while nobody can say who else is changing it (locks.fail_closed): "
                + why
                + ". Next: repeat the edit in a moment; if that does not help, tutti doctor says what is wrong."
                + " Do not write this file through the shell instead.";
    }

    static String ring(List<Instance> ring) {
        String names = ring.stream().map(Instance::name).collect(Collectors.joining(" waits for "));
        return "Waiting in a ring: " + names + " waits for " + ring.getFirst().name()
                + ". One of you must commit or release what the next one wants.";
    }

    static String twin(Instance other, Instance twin) {
        return "A second process runs this session (" + other.session().orElse("") + "); it is " + who(twin)
                + " here, an instance of its own.";
    }

    static String youAreTwin(Instance twin, List<Instance> others) {
        String names = others.stream().map(Words::who).collect(Collectors.joining(", "));
        return "This session id is in use by another living process, " + names + ". You are " + who(twin)
                + " here, an instance of its own: the two of you exclude each other.";
    }

    static String nameTaken(String wish, Instance instance) {
        return "The name " + Foreign.label(wish, 40) + " is taken by somebody who is here; you are " + instance.name()
                + ".";
    }

    static String fork(Instance fork) {
        return "This session is a fork: you are " + who(fork)
                + " and hold nothing; locks stay with the session it came from.";
    }

    static String forkMoved(Instance instance) {
        return "This fork runs in the process of the session it came from: you are still " + instance.name()
                + " and have its locks.";
    }

    /** A command names a file that another holds. */
    static String shell(String path, Instance holder) {
        return path(path) + " is locked by " + whoAndTask(holder)
                + ". If this command writes to it, do not run it: wait until the file is free, or work on another.";
    }

    static String shellNamesMore(int others) {
        return "It names " + others + " more that others have locked (tutti lock list).";
    }

    static String changedByShell(String path, Instance actor) {
        return path(path) + ", which you have locked, changed while " + who(actor)
                + " ran a shell command. Read it again before you change it.";
    }

    /** How a freed lock's end is worth telling its former holder. */
    static boolean worthTellingHolder(FreedBy how) {
        return how == FreedBy.TAKEN_OVER
                || how == FreedBy.STOLEN
                || how == FreedBy.HOST_LAPSED
                || how == FreedBy.EXPIRED;
    }
}
