/**
 * The launcher once more, in Java, for machines without bash. It runs as a process of its own, never inside the daemon.
 *
 * <h2>Owns</h2>
 *
 * The client's half of the wire, the start of a daemon, and what a hook does when nobody answers: what {@code tutti} and
 * {@code libexec} are in bash.
 *
 * <h2>Promises</h2>
 *
 * What the launcher promises; the same tests run on both. No library is loaded, but for Jackson's reader when an edit that
 * must not go on has to be judged. A hook ends with 0 and prints nothing but its answer.
 *
 * <h2>States</h2>
 *
 * None beyond one call; between calls the files in {@code run/}, which the launcher shares.
 *
 * <h2>Fails how</h2>
 *
 * A command by 69 and a next step; a hook open, but for paths that fail closed.
 *
 * <h2>Imports</h2>
 *
 * kernel.time, kernel.home. It reads the environment, files and processes itself, as a shell does.
 */
@NullMarked
package dev.tutti.client;

import org.jspecify.annotations.NullMarked;
