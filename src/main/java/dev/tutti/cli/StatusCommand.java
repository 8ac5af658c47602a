package dev.tutti.cli;

import dev.tutti.cli.Paint.Hue;
import dev.tutti.flows.Injected;
import dev.tutti.flows.Overview;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.store.StoreCounts;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.projects.TreeId;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One screen of where everybody stands. */
@Command(
        name = "status",
        description = "Where everybody stands in the project you are in.",
        footer = {"", "Example: tutti status --verbose"})
final class StatusCommand extends Basics {

    /** More than a screen shows of anything would hide the rest. */
    private static final int LOCKS_MAX = 15;

    private static final Duration WATCH_EVERY = Duration.ofSeconds(2);
    private static final Duration BETWEEN_PICTURES = Duration.ofMillis(200);
    private static final Duration BETWEEN_TEXTS = Duration.ofSeconds(1);

    @Mixin
    private Times times = new Times();

    @Option(names = "--watch", description = "show it again whenever something happened")
    private boolean watch;

    StatusCommand(Call call) {
        super(call);
    }

    @Override
    public Integer call() throws InterruptedException {
        // What is kept in a file is read later, and goes on only when something but the time is new.
        times.exact = watch && !call.paint().canClear();
        if (watch) {
            return watch();
        }
        say(look());
        return ExitCode.DONE;
    }

    /**
     * @param unread how many messages to the asker have not arrived yet
     * @param tree the asker's
     */
    private record Look(Overview.View view, int unread, Optional<TreeId> tree) {}

    private Optional<Look> look() {
        int locks = json || times.verbose ? Overview.LOCKS_MAX : LOCKS_MAX;
        return call.see((tx, standing) -> new Look(
                        call.desk().flows().overview().of(tx, standing.project(), locks),
                        call.desk()
                                .flows()
                                .people()
                                .find(tx, call.asker(Optional.empty()), Optional.of(standing))
                                .map(self -> call.desk().rooms().messages().unread(tx, self.id()))
                                .orElse(0),
                        Optional.of(standing.tree())))
                .map(Call.Seen::what);
    }

    private void say(Optional<Look> view) {
        if (json) {
            call.json(json(view));
        } else {
            call.output().out(text(view));
        }
    }

    private int watch() throws InterruptedException {
        boolean picture = call.paint().canClear() && !json;
        Screen screen = new Screen(call.width(), call.height());
        Optional<String> shown = Optional.empty();
        try (News news = new News(call.desk().rooms().journal())) {
            while (call.output().open()) {
                call.desk().flows().settleClocks();
                Optional<Look> view = look();
                Optional<String> now = Optional.of(json ? withoutTime(json(view)) : text(view));
                if (!now.equals(shown)) {
                    if (picture) {
                        call.output().out(shown.isEmpty() ? screen.first(now.get()) : screen.next(now.get()));
                    } else {
                        shown.filter(_ -> !json).ifPresent(_ -> call.line(""));
                        call.flush();
                        say(view);
                    }
                    call.flush();
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

    /** What is not a table's is made inert piece by piece, so that the colours stay. */
    private String text(Optional<Look> view) {
        return view.map(this::text)
                .orElseGet(() -> Foreign.text("Nobody is here: nothing of Tutti has happened in " + call.place()
                        + " yet.\nNext step: " + begin() + "\n"));
    }

    private String begin() {
        return call.desk().settingsFiles().isWired(call.clientPlaces())
                ? "start an agent here; its settings are wired to Tutti already."
                : "tutti init wires this repository's agents, then start one.";
    }

    private ObjectNode json(Optional<Look> look) {
        Optional<Overview.View> view = look.map(Look::view);
        ObjectNode document = call.object();
        view.ifPresent(known -> {
            document.put("project", known.project());
            document.put("at", When.absolute(known.at()));
        });
        document.put("unread_messages", look.map(Look::unread).orElse(0));
        ArrayNode instances = document.putArray("instances");
        ArrayNode locks = document.putArray("locks");
        ArrayNode waiters = document.putArray("waiters");
        ArrayNode injected = document.putArray("injected");
        view.ifPresent(known -> {
            known.instances().forEach(each -> instances.add(Shapes.standing(each)));
            known.locks().forEach(each -> locks.add(Shapes.lock(each.lock(), each.holder(), each.tree())));
            known.waiters().forEach(each -> waiters.add(Shapes.waiting(each)));
            if (!watch) {
                known.instances().forEach(each -> addInjected(injected, each.instance()));
            }
        });
        return document;
    }

    /** With each answer there is more of it, which is no news to whoever watches. */
    private void addInjected(ArrayNode injected, Instance instance) {
        call.desk()
                .flows()
                .injected()
                .of(instance)
                .forEach((event, count) -> injected.addObject()
                        .put("id", instance.publicId())
                        .put("event", event)
                        .put("answers", count.answers())
                        .put("characters", count.characters()));
    }

    private String text(Look look) {
        Overview.View view = look.view();
        StringBuilder text = new StringBuilder(call.paint().with(Hue.STRONG, Foreign.path(view.project(), 80)) + ": "
                + count(view.instances().size(), "instance") + ", "
                + count(view.lockCount(), "lock") + ", " + view.waiters().size() + " waiting\n");
        if (look.unread() > 0) {
            text.append(count(look.unread(), "message") + " to you: tutti message inbox\n");
        }
        if (!view.instances().isEmpty()) {
            Table table = new Table("NAME", "STATE", "SEEN", "LOCKS", "BRANCH", "TASK").paint(1, StatusCommand::hue);
            for (Overview.Standing each : view.instances()) {
                Instance instance = each.instance();
                table.row(
                        instance.name(),
                        each.presence().name().toLowerCase(Locale.ROOT),
                        times.at(instance.seenAt(), view.at()),
                        Integer.toString(each.locks()),
                        Foreign.line(instance.branch().orElse("-"), 30),
                        Foreign.line(instance.task().orElse("-"), 200));
            }
            text.append('\n').append(table.text(call));
        }
        appendLocks(text, look);
        for (Overview.Waiting each : view.waiters()) {
            text.append(Foreign.text("\n" + each.who().name() + " waits for "
                    + Foreign.path(each.waiter().key().path(), 80) + ", which "
                    + each.ofWhom().name() + " has, since "
                    + times.at(each.waiter().since(), view.at()) + priority(each)));
        }
        if (!view.waiters().isEmpty()) {
            text.append('\n');
        }
        if (times.verbose) {
            appendDepths(text, view);
        }
        return text.toString();
    }

    /** Why somebody may go before others who came first. */
    static String priority(Overview.Waiting waiting) {
        int priority = waiting.waiter().priority();
        return priority == 0 ? "" : ", priority " + priority;
    }

    private void appendLocks(StringBuilder text, Look look) {
        Overview.View view = look.view();
        if (view.locks().isEmpty()) {
            return;
        }
        Table table = new Table("HELD BY", "TAKEN", "UNTIL", "PATH").lastIsPath();
        for (Overview.HeldLock each : view.locks()) {
            table.row(
                    each.holder().name(),
                    times.at(each.lock().grantedAt(), view.at()),
                    LockListCommand.until(each.lock(), times, view.at()),
                    LockListCommand.path(each, look.tree(), times.verbose));
        }
        text.append('\n').append(table.text(call));
        int more = view.lockCount() - view.locks().size();
        if (more > 0) {
            text.append("and " + more + " more: tutti lock list\n");
        }
    }

    private void appendDepths(StringBuilder text, Overview.View view) {
        text.append('\n');
        for (Overview.Standing each : view.instances()) {
            text.append(Foreign.text(each.instance().name() + " is "
                    + each.instance().publicId()
                    + each.instance()
                            .role()
                            .map(role -> ", " + Foreign.line(role, 40))
                            .orElse("")
                    + each.tree().map(tree -> ", in " + Foreign.path(tree, 200)).orElse("") + '\n'));
        }
        if (watch) {
            // Every look would be news.
            return;
        }
        view.instances().forEach(each -> appendInjected(text, each.instance()));
        StoreCounts counts = call.desk().rooms().store().counts();
        text.append("store: " + counts.transactions() + " transactions, " + counts.statements() + " statements, "
                + counts.rows() + " rows since the daemon started\n");
    }

    private void appendInjected(StringBuilder text, Instance instance) {
        Map<String, Injected.Count> told = call.desk().flows().injected().of(instance);
        if (!told.isEmpty()) {
            long all =
                    told.values().stream().mapToLong(Injected.Count::characters).sum();
            text.append(Foreign.text(instance.name())
                    + told.entrySet().stream()
                            .map(each -> each.getKey() + " " + each.getValue().characters() + " in "
                                    + each.getValue().answers())
                            .collect(Collectors.joining(
                                    ", ", " was told " + all + " characters since the daemon started: ", "\n")));
        }
    }

    /** The colour of a presence. */
    static Hue hue(String presence) {
        return switch (presence) {
            case "live" -> Hue.GOOD;
            case "waiting" -> Hue.NOTE;
            case "unsure", "gone" -> Hue.BAD;
            default -> Hue.FAINT;
        };
    }

    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
