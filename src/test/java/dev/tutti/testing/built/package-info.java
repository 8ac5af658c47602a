/**
 * The Tutti that the build left in target/dist, run as its users run it, and stand-ins for the agents that use it.
 *
 * <h2>Owns</h2>
 *
 * A home for a daemon, the events of a made-up host, processes that live and die as agents do.
 *
 * <h2>Promises</h2>
 *
 * Everything goes through the real launcher, or over the wire it speaks. What was started here, closing ends.
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
 * testing, and of Tutti the client's half of the wire.
 */
@NullMarked
package dev.tutti.testing.built;

import org.jspecify.annotations.NullMarked;
