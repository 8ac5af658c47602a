/**
 * Words that Tutti owes an instance at its next step.
 *
 * <h2>Owns</h2>
 *
 * The table {@code notice}.
 *
 * <h2>Promises</h2>
 *
 * A line is handed over once, in the transaction of the answer that carries it. Lines are bounded in number.
 *
 * <h2>States</h2>
 *
 * owed → handed over, and then the row is gone.
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
