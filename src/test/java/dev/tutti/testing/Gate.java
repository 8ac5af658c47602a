package dev.tutti.testing;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Something that is shut until a test opens it, once and for all. Safe from any thread. */
public final class Gate {

    private final CountDownLatch latch = new CountDownLatch(1);

    public void open() {
        latch.countDown();
    }

    /** Waits until it is open, past the bound it throws. */
    public void await(Duration bound) {
        try {
            if (!latch.await(bound.toNanos(), NANOSECONDS)) {
                throw new IllegalStateException("the gate stayed shut for " + bound.toMillis() + " ms");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at a gate", interrupted);
        }
    }
}
