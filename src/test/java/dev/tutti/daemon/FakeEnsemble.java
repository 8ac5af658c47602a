package dev.tutti.daemon;

import dev.tutti.http.HookAnswer;
import dev.tutti.http.HookDoor;
import dev.tutti.http.VerbDoor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Rooms that do what a test says. Safe for any thread. */
final class FakeEnsemble implements Ensemble {

    volatile HookDoor hooks = (agent, environment, body, deadline) -> HookAnswer.of(body);
    volatile VerbDoor verbs = (call, out) -> 0;
    final AtomicInteger live = new AtomicInteger();
    final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public HookDoor hooks() {
        return (agent, environment, body, deadline) -> hooks.answer(agent, environment, body, deadline);
    }

    @Override
    public VerbDoor verbs() {
        return (call, out) -> verbs.run(call, out);
    }

    @Override
    public int liveInstances() {
        return live.get();
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
