package dev.tutti.cli;

import dev.tutti.flows.Overview;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.locks.Lock;
import dev.tutti.projects.TreeId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tutti lock list}, and how a lock stands in a table. */
@Command(
        name = "list",
        description = "Every lock of the project you are in.",
        footer = {"", "Example: tutti lock list --json"})
final class LockListCommand extends Basics {

    @Mixin
    private Times times = new Times();

    /** @param waiters empty where they are not shown */
    private record Listed(List<Overview.HeldLock> locks, List<Overview.Waiting> waiters, Optional<TreeId> tree) {}

    LockListCommand(Call call) {
        super(call);
    }

    @Override
    public Integer call() {
        Overview overview = call.desk().flows().overview();
        Optional<Call.Seen<Listed>> seen = call.see((tx, standing) -> new Listed(
                overview.locks(tx, standing.project()),
                json ? overview.waiters(tx, standing.project()) : List.of(),
                Optional.of(standing.tree())));
        Listed listed = seen.map(Call.Seen::what).orElse(new Listed(List.of(), List.of(), Optional.empty()));
        List<Overview.HeldLock> locks = listed.locks();
        if (json) {
            ObjectNode document = call.object();
            ArrayNode array = document.putArray("locks");
            locks.forEach(each -> array.add(Shapes.lock(each.lock(), each.holder(), each.tree())));
            ArrayNode waiters = document.putArray("waiters");
            listed.waiters().forEach(each -> waiters.add(Shapes.waiting(each)));
            call.json(document);
            return ExitCode.DONE;
        }
        if (seen.isEmpty() || locks.isEmpty()) {
            call.line("No locks.");
            return ExitCode.DONE;
        }
        Table table = new Table("HELD BY", "MODE", "TAKEN", "UNTIL", "PATH").lastIsPath();
        for (Overview.HeldLock each : locks) {
            table.row(
                    each.holder().name(),
                    each.lock().mode().name().toLowerCase(Locale.ROOT),
                    times.at(each.lock().grantedAt(), seen.get().at()),
                    until(each.lock(), times, seen.get().at()),
                    path(each, listed.tree(), times.verbose));
        }
        call.show(table);
        return ExitCode.DONE;
    }

    /** Until when a lock is held, in a column. */
    static String until(Lock lock, Basics.Times times, Instant now) {
        if (lock.expiresAt().isPresent()) {
            return times.at(lock.expiresAt().get(), now);
        }
        return switch (lock.hold()) {
            case CALL -> "call ends";
            case TURN -> "turn ends";
            case TASK -> lock.settled() ? "committed" : "call ends";
            case HAND -> "released";
        };
    }

    /**
     * What a lock is on, in a column: with its tree when that is not the reader's.
     *
     * @param own the reader's tree
     */
    static String path(Overview.HeldLock held, Optional<TreeId> own, boolean verbose) {
        boolean elsewhere = !verbose && !held.lock().key().tree().equals(own);
        String folder = held.tree()
                .filter(_ -> elsewhere)
                .map(tree -> "[" + folder(tree) + "] ")
                .orElse("");
        String where = held.tree()
                .map(tree -> verbose ? "  in " + Foreign.path(tree, 200) : "")
                .orElse("  in every tree");
        return folder + Foreign.path(held.lock().key().path(), 200) + where;
    }

    /** The whole path of it, or one behind the file, would leave a narrow terminal no room for what is locked. */
    private static String folder(String tree) {
        return Foreign.path(tree.substring(tree.lastIndexOf('/') + 1), 40);
    }
}
