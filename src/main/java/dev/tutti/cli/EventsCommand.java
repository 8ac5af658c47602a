package dev.tutti.cli;

import dev.tutti.kernel.journal.Journal;
import dev.tutti.kernel.journal.RecordedFact;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What happened in the project, from the journal. */
@Command(
        name = "events",
        description = "What happened in the project you are in; with --json one document a line.",
        footer = {"", "Example: tutti events --since 10m --follow"})
final class EventsCommand extends Basics {

    private static final int SHOWN_MAX = 1_000;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int SUBJECT_MAX = 120;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "how far back; 1h unless given")
    private Duration since = Duration.ofHours(1);

    @Option(
            names = {"-f", "--follow"},
            description = FOLLOW)
    private boolean follow;

    EventsCommand(Call call) {
        super(call);
    }

    @Override
    public Integer call() throws InterruptedException {
        try (News news = new News(call.desk().rooms().journal())) {
            Shown shown = begin();
            if (!follow) {
                return ExitCode.DONE;
            }
            while (call.output().open()) {
                // What came is waited for, what is new is read: facts of other daemons of one database announce
                // themselves to none.
                news.await(Duration.ZERO, LOOK_EVERY, call.output()::open);
                shown = goOn(shown);
            }
        }
        return call.over();
    }

    /** How far the journal of a project was shown; no project before anything happened. */
    private record Shown(Optional<Long> scope, long seq) {}

    private Shown begin() {
        record Beginning(Shown shown, List<RecordedFact> facts) {}
        Journal journal = call.desk().rooms().journal();
        Beginning beginning = call.desk()
                .rooms()
                .store()
                .read(tx -> call.standing(tx)
                        .map(standing -> standing.project().value())
                        .map(scope -> new Beginning(
                                new Shown(Optional.of(scope), journal.lastSeq(tx, scope)),
                                journal.since(tx, scope, tx.now().minus(since), SHOWN_MAX)))
                        .orElseGet(() -> new Beginning(new Shown(Optional.empty(), 0), List.of())));
        beginning.facts().forEach(this::show);
        return beginning.shown();
    }

    private Shown goOn(Shown shown) {
        Journal journal = call.desk().rooms().journal();
        Optional<Long> scope = shown.scope().isPresent()
                ? shown.scope()
                : call.desk()
                        .rooms()
                        .store()
                        .read(call::standing)
                        .map(standing -> standing.project().value());
        if (scope.isEmpty()) {
            return shown;
        }
        List<RecordedFact> facts =
                call.desk().rooms().store().read(tx -> journal.after(tx, scope.get(), shown.seq(), SHOWN_MAX));
        facts.forEach(this::show);
        return new Shown(scope, facts.isEmpty() ? shown.seq() : facts.getLast().seq());
    }

    private void show(RecordedFact fact) {
        if (json) {
            call.json(Shapes.fact(fact));
        } else {
            call.line(line(fact));
        }
    }

    /** One fact on one line. */
    static String line(RecordedFact recorded) {
        String name = recorded.fact().details().getOrDefault("name", "");
        StringBuilder text = new StringBuilder(
                When.absolute(recorded.at()) + "  " + recorded.fact().kind());
        if (!recorded.fact().subject().equals(recorded.fact().actor())) {
            text.append("  ").append(Foreign.path(recorded.fact().subject(), SUBJECT_MAX));
        }
        text.append("  by ")
                .append(Foreign.line(name.isEmpty() ? recorded.fact().actor() : name, SUBJECT_MAX));
        recorded.fact().details().forEach((key, value) -> {
            if (!key.equals("name") && !value.isEmpty()) {
                text.append("  ").append(key).append('=').append(Foreign.line(value, SUBJECT_MAX));
            }
        });
        return text.toString();
    }
}
