/**
 * Who may change which path.
 *
 * <h2>Owns</h2>
 *
 * The tables {@code lock_grant}, {@code lock_call}, {@code lock_interest}, {@code lock_waiter}, {@code lock_leftover}.
 *
 * <h2>Promises</h2>
 *
 * Within one tree two instances never hold overlapping locks unless both are shared. A grant is committed before it is
 * answered. Each carries a fence that grows within its project. A live but quiet holder is never robbed, a dead one never
 * blocks.
 *
 * <h2>States</h2>
 *
 * pending (its first call has not ended) → settled (the file changed, or it was made by hand) → ended, and then the row is
 * gone: the journal keeps what happened.
 *
 * <h2>Fails how</h2>
 *
 * With the transaction: what was not stored is not granted.
 *
 * <h2>Imports</h2>
 *
 * instances, projects, kernel
 */
@NullMarked
package dev.tutti.locks;

import org.jspecify.annotations.NullMarked;
