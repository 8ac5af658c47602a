/**
 * What coding agents report and what they may be told, in words that belong to no particular agent.
 *
 * <h2>Owns</h2>
 *
 * The events of an agent's session, the replies to them, and who called.
 *
 * <h2>Promises</h2>
 *
 * A reply can refuse, ask or tell; there is no way to spell a permission or a changed input. Every text in an event is
 * bounded. Nothing in here is null.
 *
 * <h2>States</h2>
 *
 * None: records and sealed interfaces only.
 *
 * <h2>Fails how</h2>
 *
 * Constructors throw on a caller's bug. What a host sent wrongly is a {@link dev.tutti.agents.Decoded.Rejected}.
 *
 * <h2>Imports</h2>
 *
 * kernel.text
 */
@NullMarked
package dev.tutti.agents;

import org.jspecify.annotations.NullMarked;
