/**
 * Proof of life of daemons.
 *
 * <h2>Owns</h2>
 *
 * The table {@code host_lease}.
 *
 * <h2>Promises</h2>
 *
 * A place is lapsed only when no daemon renewed its row for a whole term, by the store's clock.
 *
 * <h2>States</h2>
 *
 * Vouched for, lapsed; a lapsed lease comes back when its daemon renews it.
 *
 * <h2>Fails how</h2>
 *
 * With the transaction.
 *
 * <h2>Imports</h2>
 *
 * kernel.store
 */
@NullMarked
package dev.tutti.kernel.lease;

import org.jspecify.annotations.NullMarked;
