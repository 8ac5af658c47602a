package dev.tutti.http;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The calls that ran lately, by request id, so that a retry is answered and not run again. The oldest ended ones are
 * forgotten beyond {@link #CALLS_MAX}. Safe for any thread.
 */
final class RecentCalls {

    static final int CALLS_MAX = 512;

    /** @param answer what the person answered to a question, which makes it another call */
    record Key(String request, Optional<String> answer) {
        Key {
            requireNonNull(request, "request");
            requireNonNull(answer, "answer");
        }
    }

    /** A call that runs or ran. Its frames are empty when they were too many to keep. */
    static final class Call {
        private final CompletableFuture<Optional<byte[]>> frames = new CompletableFuture<>();
        private volatile boolean forgotten;

        /** Whether it was given up, once its frames are there. */
        boolean isForgotten() {
            return forgotten;
        }

        CompletableFuture<Optional<byte[]>> frames() {
            return frames;
        }
    }

    /** @param first whether the asker is to run it; else somebody does or did */
    record Claim(Call call, boolean first) {}

    private final Map<Key, Call> calls = new LinkedHashMap<>();

    synchronized Claim claim(Key key) {
        Call known = calls.get(key);
        if (known != null) {
            return new Claim(known, false);
        }
        Call call = new Call();
        calls.put(key, call);
        forgetOldest();
        return new Claim(call, true);
    }

    /** The call was given up because its client had gone: a retry is to run it. */
    synchronized void forget(Key key, Call call) {
        calls.remove(key, call);
        call.forgotten = true;
        call.frames.complete(Optional.empty());
    }

    synchronized int size() {
        return calls.size();
    }

    private void forgetOldest() {
        Iterator<Call> oldest = calls.values().iterator();
        int over = calls.size() - CALLS_MAX;
        while (over > 0 && oldest.hasNext()) {
            if (oldest.next().frames.isDone()) {
                oldest.remove();
                over--;
            }
        }
    }
}
