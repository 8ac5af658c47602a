package dev.tutti.kernel.store;

/**
 * What the store was asked so far.
 *
 * @param transactions committed transactions, reads and writes
 * @param statements SQL statements that were run in them, without BEGIN and COMMIT
 * @param rows rows read plus rows touched by them
 */
public record StoreCounts(long transactions, long statements, long rows) {}
