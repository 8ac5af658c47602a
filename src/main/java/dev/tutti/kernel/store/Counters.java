package dev.tutti.kernel.store;

import java.util.concurrent.atomic.LongAdder;

/** Running counts of one store. Any thread may add. */
final class Counters {

    final LongAdder transactions = new LongAdder();
    final LongAdder statements = new LongAdder();
    final LongAdder rows = new LongAdder();

    StoreCounts seen() {
        return new StoreCounts(transactions.sum(), statements.sum(), rows.sum());
    }
}
