/**
 * Small text files of people and of Tutti, read whole and replaced whole; files of lines, which grow; and files that others
 * write at the same time.
 *
 * <h2>Owns</h2>
 *
 * Reading and atomically replacing files of at most {@link dev.tutti.kernel.files.TextFiles#MAX_BYTES} bytes; adding to
 * files of lines, and rotating these.
 *
 * <h2>Promises</h2>
 *
 * A reader of a replaced file sees the old or the new content, never a mixture and never nothing, also after a crash. A
 * text that was read and is written unchanged gives the same bytes. A file keeps its permissions and its symbolic link. What
 * {@link dev.tutti.kernel.files.SharedFiles} does to a file takes nothing from it that another program wrote.
 *
 * <h2>States</h2>
 *
 * None.
 *
 * <h2>Fails how</h2>
 *
 * Reading answers {@link dev.tutti.kernel.files.FileText.Unreadable}; changing throws
 * {@link dev.tutti.kernel.files.FilesException} with a stable code and leaves the old content.
 *
 * <h2>Imports</h2>
 *
 * Nothing of Tutti.
 */
@NullMarked
package dev.tutti.kernel.files;

import org.jspecify.annotations.NullMarked;
