/**
 * The documents' commands and files inside a repository: a door that stands in the file system.
 *
 * <h2>Owns</h2>
 *
 * The folders {@code .claude/coordination} and {@code .claude/pool} of a repository, the JSON shapes in them, the lines that
 * keep them out of git, the script and the pool's file in the user's own {@code .claude}, and the records under
 * {@code compat/} of Tutti's home; each project's files of notes and memory in {@code ~/.claude/workflows}.
 *
 * <h2>Promises</h2>
 *
 * Nothing is put into a repository that was not shown and agreed to, and all of it goes away again, byte for byte. Files
 * are projections: they follow what the rooms know, each replaced as a whole but for the pool's, which grows by every entry
 * once, and no state is ever read back from them. No hook and no command waits for them. The files of notes and memory are
 * read back too: nothing that somebody else wrote into them is lost, and a session that begins waits until what is new in its
 * project's is taken.
 *
 * <h2>States</h2>
 *
 * A repository is as it was, or prepared; a projection is current, behind by less than a second, or in trouble.
 *
 * <h2>Fails how</h2>
 *
 * Preparing answers with a sealed outcome. A projection that cannot be written is said once in the log and by
 * {@code tutti doctor}, and is tried again at the next change.
 *
 * <h2>Imports</h2>
 *
 * flows, decisions, locks, notes, pool, worktrees, instances, projects, kernel
 */
@NullMarked
package dev.tutti.files;

import org.jspecify.annotations.NullMarked;
