/**
 * The resident process: its entry point, its settings, its life from start to reasoned end, and the wiring of all rooms.
 *
 * <h2>Owns</h2>
 *
 * The order of starting and stopping; when a daemon leaves by itself; who may replace it; the list of settings.
 *
 * <h2>Promises</h2>
 *
 * One daemon serves a home. Clients find it only once it can answer and no longer once it stops. Requests in flight end before
 * the store closes. Every end has a reason that {@code tutti ps} shows.
 *
 * <h2>States</h2>
 *
 * Starting, serving, stopping, stopped.
 *
 * <h2>Fails how</h2>
 *
 * A start that fails is written into the log and the registry and frees the home.
 *
 * <h2>Imports</h2>
 *
 * Everything.
 */
@NullMarked
package dev.tutti.daemon;

import org.jspecify.annotations.NullMarked;
