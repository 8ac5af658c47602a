/**
 * The folder that one user's daemon lives in, and who lives there.
 *
 * <h2>Owns</h2>
 *
 * {@code TUTTI_HOME}: its folders and their modes, {@code run/lock}, {@code run/daemon}, {@code registry/}, {@code cache/}. Also where the program itself lies on this machine.
 *
 * <h2>Promises</h2>
 *
 * At most one process holds a home. A home that others may write is refused. A state file or registry entry is read whole or
 * not at all. Reading creates nothing.
 *
 * <h2>States</h2>
 *
 * A daemon is starting, serving, stopping, stopped.
 *
 * <h2>Fails how</h2>
 *
 * With a {@link dev.tutti.kernel.home.HomeException} whose text a person can act on; what cannot be read is absent.
 *
 * <h2>Imports</h2>
 *
 * kernel.time, kernel.process
 */
@NullMarked
package dev.tutti.kernel.home;

import org.jspecify.annotations.NullMarked;
