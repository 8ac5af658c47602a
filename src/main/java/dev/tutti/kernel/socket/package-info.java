/**
 * Local sockets that other programs listen on, as a port.
 *
 * <h2>Owns</h2>
 *
 * How a line is written to one.
 *
 * <h2>Promises</h2>
 *
 * It never waits for the other side: what that does not take at once is not sent.
 *
 * <h2>States</h2>
 *
 * None.
 *
 * <h2>Fails how</h2>
 *
 * Whether the line went out whole is the answer; whether anybody read it nobody knows.
 *
 * <h2>Imports</h2>
 *
 * Nothing of Tutti.
 */
@NullMarked
package dev.tutti.kernel.socket;

import org.jspecify.annotations.NullMarked;
