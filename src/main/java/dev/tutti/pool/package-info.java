/**
 * Short signals to the others: what was completed, what is blocked, what is claimed, what they should know.
 *
 * <h2>Owns</h2>
 *
 * The tables {@code pool_entry}, {@code pool_path}, {@code pool_word}, {@code pool_reader}, {@code pool_warned}.
 *
 * <h2>Promises</h2>
 *
 * An entry that was acknowledged is there until it is pruned by age, whether it still lives or not; one that is posted under a
 * key is there once. A session is handed every entry of the others at most once.
 *
 * <h2>States</h2>
 *
 * live → ended: by its time, a {@code claimed} also by its author's completion or end, a {@code blocked} also by an answer.
 *
 * <h2>Fails how</h2>
 *
 * A draft that breaks a bound is refused with every field that does; with the transaction otherwise.
 *
 * <h2>Imports</h2>
 *
 * instances, projects, kernel
 */
@NullMarked
package dev.tutti.pool;

import org.jspecify.annotations.NullMarked;
