/**
 * Words that Tutti owes an instance at its next step.
 *
 * <h2>Owns</h2>
 *
 * The tables {@code notice} and {@code notice_unmet}.
 *
 * <h2>Promises</h2>
 *
 * A line is handed over once, in the transaction of the answer that carries it; what an answer has no room for stays owed.
 * Lines are bounded in number and length; what is given up for that is counted and said.
 *
 * <h2>States</h2>
 *
 * owed to a session nobody met → owed → handed over or withdrawn, and then the row is gone.
 *
 * <h2>Fails how</h2>
 *
 * With the transaction: then the line is still owed.
 *
 * <h2>Imports</h2>
 *
 * instances, kernel
 */
@NullMarked
package dev.tutti.notices;

import org.jspecify.annotations.NullMarked;
