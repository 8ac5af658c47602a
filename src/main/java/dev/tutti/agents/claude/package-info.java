/**
 * Claude Code: its bytes to events, replies to its bytes.
 *
 * <h2>Owns</h2>
 *
 * Every field name, event name and answer form of this host.
 *
 * <h2>Promises</h2>
 *
 * Any bytes in give an event or a reason, never an exception. An answer is nothing or one line of JSON below the host's
 * limit, never allows a call, never rewrites its input and never keeps a turn going.
 *
 * <h2>States</h2>
 *
 * None.
 *
 * <h2>Fails how</h2>
 *
 * Decoding: with {@link dev.tutti.agents.Decoded.Rejected}. Encoding: not at all; what the host cannot take is left out.
 *
 * <h2>Imports</h2>
 *
 * agents, kernel.socket, kernel.text
 */
@NullMarked
package dev.tutti.agents.claude;

import org.jspecify.annotations.NullMarked;
