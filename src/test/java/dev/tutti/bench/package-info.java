/**
 * How fast Tutti is: {@code bench/hook-latency}. Prints figures beside budgets and judges none, so that a busy machine never
 * turns a build red.
 *
 * <h2>Owns</h2>
 *
 * Measuring, and the printed table.
 *
 * <h2>Promises</h2>
 *
 * What is compared was measured interleaved in one run. Every figure comes with how many samples it has, and the run with
 * the machine's load. Counts of statements and rows do not depend on the machine.
 *
 * <h2>States</h2>
 *
 * None.
 *
 * <h2>Fails how</h2>
 *
 * By an exception when Tutti answers something else than what is to be measured.
 *
 * <h2>Imports</h2>
 *
 * Whatever the daemon is wired from, and testing.
 */
@NullMarked
package dev.tutti.bench;

import org.jspecify.annotations.NullMarked;
