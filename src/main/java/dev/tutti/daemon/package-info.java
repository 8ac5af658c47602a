/**
 * The resident process: what starts it, wires it and ends it.
 *
 * <h2>Owns</h2>
 *
 * The entry point.
 *
 * <h2>Promises</h2>
 *
 * Everything is wired here, by hand, and nowhere else.
 *
 * <h2>States</h2>
 *
 * None yet.
 *
 * <h2>Fails how</h2>
 *
 * With an exit code.
 *
 * <h2>Imports</h2>
 *
 * Everything.
 */
@NullMarked
package dev.tutti.daemon;

import org.jspecify.annotations.NullMarked;
