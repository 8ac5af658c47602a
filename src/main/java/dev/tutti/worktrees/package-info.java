/**
 * Whatever Tutti itself changes in a repository's git.
 *
 * <h2>Owns</h2>
 *
 * The commits that Tutti makes.
 *
 * <h2>Promises</h2>
 *
 * A branch that Tutti commits to holds what Tutti put there and nothing else. No working tree, no index and no branch of
 * somebody else is ever touched. A branch moves in one step, and only from where it was looked at.
 *
 * <h2>States</h2>
 *
 * None.
 *
 * <h2>Fails how</h2>
 *
 * With a reason, having changed nothing but objects that nothing refers to, which git collects.
 *
 * <h2>Imports</h2>
 *
 * kernel
 */
@NullMarked
package dev.tutti.worktrees;

import org.jspecify.annotations.NullMarked;
