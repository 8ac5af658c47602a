/**
 * Text from elsewhere made harmless, text within a budget, texts compared, and times as people say them.
 *
 * <h2>Owns</h2>
 *
 * The rules for what a foreign text may still contain, the wording of relative times, and the diff that people are shown.
 *
 * <h2>Promises</h2>
 *
 * Pure functions that take any text and never throw on its content. A bound counts what comes out, ellipsis included.
 *
 * <h2>States</h2>
 *
 * None.
 *
 * <h2>Fails how</h2>
 *
 * Only on a caller's bug: a null or a bound below one.
 *
 * <h2>Imports</h2>
 *
 * None.
 */
@NullMarked
package dev.tutti.kernel.text;

import org.jspecify.annotations.NullMarked;
