/**
 * Patterns over paths.
 *
 * <h2>Owns</h2>
 *
 * What a pattern means, whether two overlap, and how a store finds those that may.
 *
 * <h2>Promises</h2>
 *
 * Overlap is exact, also of pattern against pattern, and its cost is bounded by the pattern's length.
 *
 * <h2>States</h2>
 *
 * None: values.
 *
 * <h2>Fails how</h2>
 *
 * A text that is no pattern is an outcome with a reason for people.
 *
 * <h2>Imports</h2>
 *
 * Nothing of Tutti.
 */
@NullMarked
package dev.tutti.kernel.glob;

import org.jspecify.annotations.NullMarked;
