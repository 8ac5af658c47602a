package dev.tutti.cli;

import dev.tutti.kernel.journal.RecordedFact;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.kernel.text.When;
import dev.tutti.projects.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What happened in the project, from the journal. */
@Command(
        name = "events",
        description = "What happened in the project you are in; with --json one document a line.",
        footer = {"", "Example: tutti events --since 10m --follow"})
final class EventsCommand extends Basics {

    private static final int SHOWN_MAX = 1_000;
    private static final int FOLLOWED_MAX = 10_000;
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
        BlockingQueue<RecordedFact> coming = new LinkedBlockingQueue<>(FOLLOWED_MAX);
        Consumer<RecordedFact> listener = coming::offer;
        call.desk().rooms().journal().listen(listener);
        try {
            Optional<Standing> standing = call.desk().rooms().store().read(call::standing);
            long last = 0;
            if (standing.isPresent()) {
                long scope = standing.get().project().value();
                List<RecordedFact> facts = call.desk()
                        .rooms()
                        .store()
                        .read(tx -> call.desk()
                                .rooms()
                                .journal()
                                .since(tx, scope, tx.now().minus(since), SHOWN_MAX));
                facts.forEach(this::show);
                last = facts.isEmpty() ? 0 : facts.getLast().seq();
            }
            while (follow && call.output().open()) {
                RecordedFact fact = coming.poll(1, TimeUnit.SECONDS);
                if (fact != null && isHere(fact) && fact.seq() > last) {
                    show(fact);
                }
            }
            return ExitCode.DONE;
        } finally {
            call.desk().rooms().journal().forget(listener);
        }
    }

    private boolean isHere(RecordedFact fact) {
        return call.desk()
                .rooms()
                .store()
                .read(call::standing)
                .filter(standing -> standing.project().value() == fact.scope())
                .isPresent();
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
