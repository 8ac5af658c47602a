/**
 * Chance as a port.
 *
 * <h2>Owns</h2>
 *
 * New ids and secrets.
 *
 * <h2>Promises</h2>
 *
 * Nothing outside this package draws a random number.
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
package dev.tutti.kernel.id;

import org.jspecify.annotations.NullMarked;
