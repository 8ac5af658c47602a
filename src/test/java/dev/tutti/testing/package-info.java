/**
 * Pieces that tests share: real repositories, real processes, and fakes that are kept like products.
 *
 * <h2>Owns</h2>
 *
 * What the tests of several packages need and no product code does.
 *
 * <h2>Promises</h2>
 *
 * Every process is bounded in time and gets a built environment; what a piece made, closing it removes.
 *
 * <h2>States</h2>
 *
 * Open, closed.
 *
 * <h2>Fails how</h2>
 *
 * By an unchecked exception that shows what the other side said.
 *
 * <h2>Imports</h2>
 *
 * Nothing of Tutti but the ports it fakes.
 */
@NullMarked
package dev.tutti.testing;

import org.jspecify.annotations.NullMarked;
