/**
 * The daemon's log file: one line per event, bounded, without secrets.
 *
 * <h2>Owns</h2>
 *
 * {@code log/daemon.log} and its older files.
 *
 * <h2>Promises</h2>
 *
 * One event is one line. No token and no password reaches the file. The files together stay under their bound.
 *
 * <h2>States</h2>
 *
 * None.
 *
 * <h2>Fails how</h2>
 *
 * A line that cannot be written is counted and said once lines can be written again; logging never fails its caller.
 *
 * <h2>Imports</h2>
 *
 * kernel.time
 */
@NullMarked
package dev.tutti.kernel.log;

import org.jspecify.annotations.NullMarked;
