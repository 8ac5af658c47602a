package dev.tutti.testing;

import dev.tutti.kernel.id.Ids;
import java.util.Random;
import java.util.UUID;

/** Ids that are the same in every run with the same seed. Any thread may use it. */
public final class SeededIds implements Ids {

    private final Random random;

    public SeededIds(long seed) {
        random = new Random(seed);
    }

    @Override
    public synchronized String uuid() {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & (-1L >>> 2) | Long.MIN_VALUE)
                .toString();
    }

    @Override
    public synchronized String hex(int digits) {
        var text = new StringBuilder(digits);
        while (text.length() < digits) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }
}
