/**
 * The append-only record of what happened.
 *
 * <h2>Owns</h2>
 *
 * The table {@code fact}.
 *
 * <h2>Promises</h2>
 *
 * A fact is written in the transaction of the change that it tells of, numbered in the order of commits within its scope,
 * and announced only after that transaction is durable. Numbers are never reused. What is older than the bound, and the oldest
 * while all take more than the other bound, is deleted in bounded batches.
 *
 * <h2>States</h2>
 *
 * None: facts do not change.
 *
 * <h2>Fails how</h2>
 *
 * With the transaction. A listener that throws is logged and does not disturb the others.
 *
 * <h2>Imports</h2>
 *
 * kernel.store
 */
@NullMarked
package dev.tutti.kernel.journal;

import org.jspecify.annotations.NullMarked;
