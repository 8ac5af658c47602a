package dev.tutti.testing;

import dev.tutti.kernel.id.Ids;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that count up from one, so that a test can name them. Safe for any thread. */
public final class CountedIds implements Ids {

    private final AtomicLong last = new AtomicLong();

    @Override
    public String uuid() {
        return new UUID(0, last.incrementAndGet()).toString();
    }

    @Override
    public String hex(int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "x", last.incrementAndGet());
    }
}
