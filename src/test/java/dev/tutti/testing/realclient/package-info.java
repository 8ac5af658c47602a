/**
 * The real Claude Code client as a test subject: no account, no model, nothing beyond loopback.
 *
 * <h2>Owns</h2>
 *
 * A scripted Messages API, a hook that asks the test for its answer, and the isolated place the client runs in.
 *
 * <h2>Promises</h2>
 *
 * The client gets a built environment and its own home; every request it makes is kept; every process that was started
 * is bounded and ended by its pid; nothing stays on disk.
 *
 * <h2>States</h2>
 *
 * A laboratory is open or closed. Where the client cannot be had, tests are skipped and say so.
 *
 * <h2>Fails how</h2>
 *
 * By an unchecked exception that shows what the client said.
 *
 * <h2>Imports</h2>
 *
 * dev.tutti.testing
 */
@NullMarked
package dev.tutti.testing.realclient;

import org.jspecify.annotations.NullMarked;
