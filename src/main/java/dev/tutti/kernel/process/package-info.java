/**
 * Processes as a port.
 *
 * <h2>Owns</h2>
 *
 * The identity of a process and whether it is alive; small programs that are run for their answer.
 *
 * <h2>Promises</h2>
 *
 * A process is called dead only from the same machine, boot and pid namespace; everything else is unknown.
 *
 * <h2>States</h2>
 *
 * Alive, dead, unknown.
 *
 * <h2>Fails how</h2>
 *
 * What cannot be read is unknown.
 *
 * <h2>Imports</h2>
 *
 * Nothing of Tutti.
 */
@NullMarked
package dev.tutti.kernel.process;

import org.jspecify.annotations.NullMarked;
