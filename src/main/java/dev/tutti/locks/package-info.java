/**
 * The right to change a path or glob of a project.
 *
 * <h2>Owns</h2>
 *
 * The glob language of locks: what a pattern matches, whether two of them overlap, where a store must look for overlaps.
 *
 * <h2>Promises</h2>
 *
 * Overlap is exact: two globs overlap if and only if some path is matched by both. A search by folders and key ranges
 * misses no overlap.
 *
 * <h2>States</h2>
 *
 * None.
 *
 * <h2>Fails how</h2>
 *
 * A pattern that cannot be read is an outcome with a text for the person who wrote it.
 *
 * <h2>Imports</h2>
 *
 * Nothing of Tutti.
 */
@NullMarked
package dev.tutti.locks;

import org.jspecify.annotations.NullMarked;
