package dev.tutti.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tutti.bench.InsideDaemon.Stage;
import dev.tutti.http.HookAnswer;
import dev.tutti.testing.built.HookTexts;
import java.nio.file.Path;
import java.util.List;

/** What the agents of the open loop do. */
enum HookKind {
    FIRST_GRANT("first grant") {
        @Override
        String event(Stage stage, int worker, String name) {
            return worker(stage, worker).before(stage.project().resolve("new/" + name), name);
        }
    },
    RENEWAL("renewal") {
        @Override
        String event(Stage stage, int worker, String name) {
            return worker(stage, worker).before(own(stage, worker), name);
        }
    },
    REFUSAL_RUNNING("refusal, the holder's call runs") {
        @Override
        String event(Stage stage, int worker, String name) {
            return worker(stage, worker).before(stage.project().resolve("running.txt"), name);
        }
    },
    REFUSAL_DIRTY("refusal, the holder's change is uncommitted") {
        @Override
        String event(Stage stage, int worker, String name) {
            return worker(stage, worker).before(stage.project().resolve("dirty.txt"), name);
        }
    },
    PROMPT("prompt") {
        @Override
        String event(Stage stage, int worker, String name) {
            return worker(stage, worker).prompt("go on with " + name);
        }
    };

    /** 40 % first grants, 40 % renewals, 10 % refusals, 10 % prompts. */
    static final List<HookKind> MIX = List.of(
            FIRST_GRANT,
            RENEWAL,
            FIRST_GRANT,
            RENEWAL,
            REFUSAL_RUNNING,
            FIRST_GRANT,
            RENEWAL,
            PROMPT,
            FIRST_GRANT,
            RENEWAL,
            FIRST_GRANT,
            RENEWAL,
            FIRST_GRANT,
            RENEWAL,
            REFUSAL_DIRTY,
            FIRST_GRANT,
            RENEWAL,
            PROMPT,
            FIRST_GRANT,
            RENEWAL);

    private final String title;

    HookKind(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract String event(Stage stage, int worker, String name);

    static HookTexts worker(Stage stage, int worker) {
        return new HookTexts("worker-" + worker, stage.project());
    }

    static Path own(Stage stage, int worker) {
        return stage.project().resolve("own/file-" + worker);
    }

    /** Ends the calls that earlier hooks of this worker left open, so that only this one's work is counted. */
    void prepare(Stage stage, int worker, String name) {
        stage.hook(PROMPT.event(stage, worker, name), Crowd.PID);
    }

    /** Runs it whole and returns when it was answered, by {@link System#nanoTime()}. */
    long run(Stage stage, int worker, String name) {
        return run(stage, event(stage, worker, name));
    }

    /** The same for what {@link #event} made. */
    long run(Stage stage, String event) {
        HookAnswer answer = stage.answer(event, Crowd.PID);
        long answered = System.nanoTime();
        answer.afterwards().run();
        String said = new String(answer.bytes(), UTF_8);
        boolean refusal = this == REFUSAL_RUNNING || this == REFUSAL_DIRTY;
        if (said.contains("\"deny\"") != refusal) {
            throw new IllegalStateException("a " + title + " was answered: " + said);
        }
        return answered;
    }
}
