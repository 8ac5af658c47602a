/**
 * Where a path leads, and what lies there.
 *
 * <h2>Owns</h2>
 *
 * The one key every spelling of a file has; looks at a file that tell whether it changed.
 *
 * <h2>Promises</h2>
 *
 * One key per file: symbolic links, {@code ..}, doubled slashes, Unicode forms and, on disks that fold it, case make no
 * difference, and the file need not exist. Nothing is written or created, only regular files are opened.
 *
 * <h2>States</h2>
 *
 * None, but for what was once seen of a disk's case.
 *
 * <h2>Fails how</h2>
 *
 * With an outcome that says why a text is no path.
 *
 * <h2>Imports</h2>
 *
 * Nothing of Tutti.
 */
@NullMarked
package dev.tutti.kernel.path;

import org.jspecify.annotations.NullMarked;
