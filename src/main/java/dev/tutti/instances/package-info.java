/**
 * Who is here.
 *
 * <h2>Owns</h2>
 *
 * The table {@code instance}.
 *
 * <h2>Promises</h2>
 *
 * One session is one instance, whatever event tells of it first, through resume, compaction and clearing. Two living
 * processes with one session id are two. A child agent is an instance with a parent. Names are unique among the living of a
 * project.
 *
 * <h2>States</h2>
 *
 * living, with a turn that is running, ended, waiting or cleared → ended; a resumed session lives again.
 *
 * <h2>Fails how</h2>
 *
 * With the transaction.
 *
 * <h2>Imports</h2>
 *
 * projects, kernel
 */
@NullMarked
package dev.tutti.instances;

import org.jspecify.annotations.NullMarked;
