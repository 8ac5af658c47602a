/**
 * The command line, run inside the daemon.
 *
 * <h2>Owns</h2>
 *
 * Words, flags, exit codes, columns and JSON shapes of {@code tutti <noun> <verb>}, and what the documents' commands print.
 *
 * <h2>Promises</h2>
 *
 * Verbs that read change nothing. Errors say what was asked, what stopped it and what to do next. Every command's help shows
 * an example. Only the called command's classes are built.
 *
 * <h2>States</h2>
 *
 * None.
 *
 * <h2>Fails how</h2>
 *
 * With an exit code of {@link dev.tutti.cli.ExitCode} and a line on standard error.
 *
 * <h2>Imports</h2>
 *
 * flows, files, http, agents, agents.claude.settings, decisions, locks, messages, notes, pool, instances, projects, kernel
 */
@NullMarked
package dev.tutti.cli;

import org.jspecify.annotations.NullMarked;
