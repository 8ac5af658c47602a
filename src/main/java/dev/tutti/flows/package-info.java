/**
 * What happens at each event and verb that needs several rooms.
 *
 * <h2>Owns</h2>
 *
 * The order of things: which room is asked when, in which transaction, and what is told to whom.
 *
 * <h2>Promises</h2>
 *
 * A hook commits at most one transaction that changes something. What must look at the disk, a process or git does so
 * before it. Monitors are taken in the order of their keys.
 *
 * <h2>States</h2>
 *
 * None that a restart must not lose: what is remembered here only saves work.
 *
 * <h2>Fails how</h2>
 *
 * A hook whose store cannot answer lets the call go on, grants nothing and says so once in a session.
 *
 * <h2>Imports</h2>
 *
 * decisions, locks, messages, notes, notices, pool, instances, projects, agents, kernel
 */
@NullMarked
package dev.tutti.flows;

import org.jspecify.annotations.NullMarked;
