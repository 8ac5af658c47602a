/**
 * One SQL database for everything Tutti remembers, on SQLite or PostgreSQL.
 *
 * <h2>Owns</h2>
 *
 * Connections, transactions, the schema's migrations, the owner row of a SQLite store.
 *
 * <p>A room adds its tables by a file {@code V<number>__<room>.sql} in the resource folder {@code db/migration} and a line
 * with its name in {@code db/migration/index}. The first line is {@code -- compatible-from: N}, the oldest schema whose
 * builds may go on after it: for new tables the number of the file before. One text serves both databases with these words:
 * {@code ${identity}} is the type and rule of a surrogate key, {@code ${long}} of numbers, flags (0 or 1) and instants (epoch
 * milliseconds), {@code ${text}} of texts, which sort by their bytes; {@code ${strict}} stands after the closing bracket of
 * every table. A released file is never changed.
 *
 * <h2>Promises</h2>
 *
 * A write that returned is committed; one that threw left nothing. SQL never runs on a virtual thread. A daemon that was
 * ousted cannot write. A damaged file is kept aside and said, never overwritten. A database's user and password are never
 * shown.
 *
 * <h2>States</h2>
 *
 * Open, lost (ousted or damaged: refuses everything until it is opened again), closed.
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
