/**
 * One SQL database for everything Tutti remembers, on SQLite or PostgreSQL.
 *
 * <h2>Owns</h2>
 *
 * Connections, transactions, the schema's migrations, the owner row of a SQLite store.
 *
 * <h2>Promises</h2>
 *
 * A write that returned is committed; one that threw left nothing. SQL never runs on a virtual thread. A daemon that was
 * ousted cannot write.
 *
 * <h2>States</h2>
 *
 * Open, closed.
 *
 * <h2>Fails how</h2>
 *
 * With a {@link dev.tutti.kernel.store.StoreException} and a stable code.
 *
 * <h2>Imports</h2>
 *
 * kernel.time, kernel.id, kernel.process
 */
@NullMarked
package dev.tutti.kernel.store;

import org.jspecify.annotations.NullMarked;
