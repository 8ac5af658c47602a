/**
 * Which project and which of its trees a path belongs to.
 *
 * <h2>Owns</h2>
 *
 * The tables {@code project}, {@code project_alias}, {@code tree}; the marker file in a repository's common directory.
 *
 * <h2>Promises</h2>
 *
 * A repository keeps its project when it moves; a copy of it gets its own; all its working trees share one. Nothing is
 * written to a repository but its marker, and that only for a granted lock or {@code tutti init}.
 *
 * <h2>States</h2>
 *
 * None: projects and trees are only ever added.
 *
 * <h2>Fails how</h2>
 *
 * What the disk cannot tell belongs to the user's own scope.
 *
 * <h2>Imports</h2>
 *
 * kernel
 */
@NullMarked
package dev.tutti.projects;

import org.jspecify.annotations.NullMarked;
