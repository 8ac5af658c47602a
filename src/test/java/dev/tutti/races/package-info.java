/**
 * Real processes that race each other through the real launcher and daemon, and daemons that are killed under them.
 *
 * <h2>Owns</h2>
 *
 * Contenders, and the witness that proves that nobody else is inside.
 *
 * <h2>Promises</h2>
 *
 * Bounded in rounds and time; contenders start together and block, never spin, until they may.
 *
 * <h2>States</h2>
 *
 * None.
 *
 * <h2>Fails how</h2>
 *
 * As tests do, with what the contender or the daemon's log said, and with the seed where there is one.
 *
 * <h2>Imports</h2>
 *
 * testing
 */
@NullMarked
package dev.tutti.races;

import org.jspecify.annotations.NullMarked;
