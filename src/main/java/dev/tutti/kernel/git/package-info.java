/**
 * Git as a port that only reads.
 *
 * <h2>Owns</h2>
 *
 * Which repository and working tree a file lies in, what git says of paths, the marker file inside a repository.
 *
 * <h2>Promises</h2>
 *
 * Where a file belongs is found without starting a process and whatever the {@code GIT_*} environment says. Git itself is
 * only ever asked, within a time and a size, without locks, hooks or monitors. The one file ever written is the marker, and
 * only by a call that says so.
 *
 * <h2>States</h2>
 *
 * Small files and places that were seen, each asked again as soon as the disk says that it changed.
 *
 * <h2>Fails how</h2>
 *
 * With an outcome: an unreadable or absent git is a {@link dev.tutti.kernel.git.GitTrouble}, never a guess.
 *
 * <h2>Imports</h2>
 *
 * kernel.path, kernel.time
 */
@NullMarked
package dev.tutti.kernel.git;

import org.jspecify.annotations.NullMarked;
