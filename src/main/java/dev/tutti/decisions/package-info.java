/**
 * What was decided, and what became of it.
 *
 * <h2>Owns</h2>
 *
 * The tables {@code decision}, {@code decision_path}, {@code decision_shown}, {@code decision_day}.
 *
 * <h2>Promises</h2>
 *
 * A decision that was acknowledged is kept for ever; archiving only takes it out of sight. Its id is unique in its project and
 * never given again. Whoever was shown one is known until its conversation ends.
 *
 * <h2>States</h2>
 *
 * proposed → accepted → implemented; each of these → deprecated or superseded, which are final.
 *
 * <h2>Fails how</h2>
 *
 * A draft that breaks a bound is refused with every field that does; with the transaction otherwise.
 *
 * <h2>Imports</h2>
 *
 * instances, projects, kernel
 */
@NullMarked
package dev.tutti.decisions;

import org.jspecify.annotations.NullMarked;
