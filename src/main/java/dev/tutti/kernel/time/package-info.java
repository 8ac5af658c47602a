/**
 * Time as a port.
 *
 * <h2>Owns</h2>
 *
 * The two halves of time, elapsed and wall, and deadlines made of them.
 *
 * <h2>Promises</h2>
 *
 * Nothing outside this package asks the machine what time it is, so that every test can move time by hand.
 *
 * <h2>States</h2>
 *
 * None.
 *
 * <h2>Fails how</h2>
 *
 * Never.
 *
 * <h2>Imports</h2>
 *
 * Nothing of Tutti.
 */
@NullMarked
package dev.tutti.kernel.time;

import org.jspecify.annotations.NullMarked;
