package dev.tutti.cli;

import dev.tutti.flows.Overview;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.store.StoreCounts;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.locks.Lock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One screen of where everybody stands. */
@Command(
        name = "status",
        description = "Where everybody stands in the project you are in.",
        footer = {"", "Example: tutti status --verbose"})
final class StatusCommand extends Basics {

    private static final int PATHS_MAX = 3;
    private static final Duration WATCH_EVERY = Duration.ofSeconds(2);
    private static final Duration BETWEEN_PICTURES = Duration.ofMillis(200);
    private static final Duration BETWEEN_TEXTS = Duration.ofSeconds(1);

    @Option(
            names = {"-v", "--verbose"},
            description = "ids, absolute times, every lock, the store's counts")
    private boolean verbose;

    @Option(names = "--watch", description = "show it again whenever something happened")
    private boolean watch;

    StatusCommand(Call call) {
        super(call);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (watch) {
            return watch();
        }
        say(look());
        return ExitCode.DONE;
    }

    private Optional<Overview.View> look() {
        return call.desk()
                .rooms()
                .store()
                .read(tx -> call.standing(tx)
                        .map(standing -> call.desk().flows().overview().of(tx, standing.project())));
    }

    private void say(Optional<Overview.View> view) {
        if (json) {
            call.json(json(view));
        } else {
            call.output().out(text(view));
        }
    }

    private int watch() throws InterruptedException {
        boolean picture = call.isTerminal() && !json;
        Screen screen = new Screen(call.width(), call.height());
        Optional<String> shown = Optional.empty();
        try (News news = new News(call.desk().rooms().journal())) {
            while (call.output().open()) {
                call.desk().flows().settleClocks();
                Optional<Overview.View> view = look();
                Optional<String> now = Optional.of(json ? withoutTime(json(view)) : text(view));
                if (!now.equals(shown)) {
                    if (picture) {
                        call.output().out(shown.isEmpty() ? screen.first(now.get()) : screen.next(now.get()));
                    } else {
                        shown.filter(_ -> !json).ifPresent(_ -> call.line(""));
                        say(view);
                    }
                }
                shown = now;
                news.await(picture ? BETWEEN_PICTURES : BETWEEN_TEXTS, WATCH_EVERY, call.output()::open);
            }
        }
        return call.over();
    }

    /** That it is later is no news. */
    private static String withoutTime(ObjectNode document) {
        document.remove("at");
        return document.toString();
    }

    private String text(Optional<Overview.View> view) {
        return Foreign.text(view.map(this::text)
                .orElseGet(() -> "Nobody is here: nothing of Tutti has happened in " + call.place()
                        + " yet.\nNext step: tutti init wires this repository's agents, then start one.\n"));
    }

    private ObjectNode json(Optional<Overview.View> view) {
        ObjectNode document = call.object();
        view.ifPresent(known -> {
            document.put("project", known.project());
            document.put("at", When.absolute(known.at()));
        });
        ArrayNode instances = document.putArray("instances");
        ArrayNode locks = document.putArray("locks");
        ArrayNode waiters = document.putArray("waiters");
        view.ifPresent(known -> {
            known.instances().forEach(each -> instances.add(Shapes.standing(each)));
            known.locks().forEach(each -> locks.add(Shapes.lock(each.lock(), each.holder(), each.tree())));
            known.waiters().forEach(each -> waiters.add(Shapes.waiting(each)));
        });
        return document;
    }

    private String text(Overview.View view) {
        StringBuilder text = new StringBuilder(Foreign.path(view.project(), 80) + ": "
                + count(view.instances().size(), "instance") + ", "
                + count(view.locks().size(), "lock") + ", " + view.waiters().size() + " waiting\n");
        if (!view.instances().isEmpty()) {
            Table table = new Table("NAME", "STATE", "SEEN", "LOCKS", "BRANCH", "TASK");
            for (Overview.Standing each : view.instances()) {
                Instance instance = each.instance();
                table.row(
                        instance.name(),
                        each.presence().name().toLowerCase(Locale.ROOT),
                        time(instance.seenAt(), view.at()),
                        Integer.toString(each.locks()),
                        Foreign.line(instance.branch().orElse("-"), 30),
                        Foreign.line(instance.task().orElse("-"), 200));
            }
            text.append('\n').append(table.text(call.width()));
        }
        appendLocks(text, view);
        for (Overview.Waiting each : view.waiters()) {
            text.append("\n" + each.who().name() + " waits for "
                    + Foreign.path(each.waiter().key().path(), 80) + ", which "
                    + each.ofWhom().name() + " has, since " + time(each.waiter().since(), view.at()));
        }
        if (!view.waiters().isEmpty()) {
            text.append('\n');
        }
        if (verbose) {
            appendDepths(text, view);
        }
        return text.toString();
    }

    private void appendLocks(StringBuilder text, Overview.View view) {
        if (view.locks().isEmpty()) {
            return;
        }
        Table table = new Table("HELD BY", "TAKEN", "UNTIL", "PATH");
        int shown = verbose ? view.locks().size() : Math.min(view.locks().size(), PATHS_MAX * 5);
        for (Overview.HeldLock each : view.locks().subList(0, shown)) {
            table.row(
                    each.holder().name(),
                    time(each.lock().grantedAt(), view.at()),
                    until(each.lock(), view.at()),
                    Foreign.path(each.lock().key().path(), 200)
                            + each.tree()
                                    .map(tree -> verbose ? "  in " + Foreign.path(tree, 200) : "")
                                    .orElse("  in every tree"));
        }
        text.append('\n').append(table.text(call.width()));
        if (shown < view.locks().size()) {
            text.append("and " + (view.locks().size() - shown) + " more: tutti lock list\n");
        }
    }

    private void appendDepths(StringBuilder text, Overview.View view) {
        text.append('\n');
        for (Overview.Standing each : view.instances()) {
            text.append(each.instance().name() + " is " + each.instance().publicId()
                    + each.instance()
                            .role()
                            .map(role -> ", " + Foreign.line(role, 40))
                            .orElse("")
                    + each.tree().map(tree -> ", in " + Foreign.path(tree, 200)).orElse("") + '\n');
        }
        if (watch) {
            // Every look would be news.
            return;
        }
        StoreCounts counts = call.desk().rooms().store().counts();
        text.append("store: " + counts.transactions() + " transactions, " + counts.statements() + " statements, "
                + counts.rows() + " rows since the daemon started\n");
    }

    private String time(Instant at, Instant now) {
        return isExact() ? When.absolute(at) : When.relative(at, now);
    }

    private String until(Lock lock, Instant now) {
        return lock.expiresAt()
                .filter(_ -> isExact())
                .map(When::absolute)
                .orElseGet(() -> LockCommands.until(lock, now));
    }

    /** What is kept in a file is read later, and goes on only when something but the time is new. */
    private boolean isExact() {
        return verbose || watch && !call.isTerminal();
    }

    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
