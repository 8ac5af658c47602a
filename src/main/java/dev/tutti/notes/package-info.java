/**
 * What a project's instances leave for one another: notes, and the memory of what was learned.
 *
 * <h2>Owns</h2>
 *
 * The tables {@code note}, {@code note_reader}, {@code note_file}, {@code memory}, {@code learning}, and the Markdown form of a
 * memory.
 *
 * <h2>Promises</h2>
 *
 * Notes and memory belong to a project: all its trees share them, another clone of the same name has its own. Nothing is in
 * there twice, and each note is told to a session once. A text of the memory that comes back changed is merged against what
 * its writer saw, so that no line of either side is lost. Both are bounded: the oldest go, and whoever adds is told which.
 *
 * <h2>States</h2>
 *
 * A learning is there, or gone: by hand, or as the oldest of a full section.
 *
 * <h2>Fails how</h2>
 *
 * A text that breaks a bound is refused with what is wrong; with the transaction otherwise.
 *
 * <h2>Imports</h2>
 *
 * instances, projects, kernel
 */
@NullMarked
package dev.tutti.notes;

import org.jspecify.annotations.NullMarked;
