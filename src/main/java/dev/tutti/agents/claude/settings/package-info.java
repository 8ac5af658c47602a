/**
 * The settings files of Claude Code: putting Tutti's hook entries in, taking them out, and finding what switches them off.
 *
 * <h2>Owns</h2>
 *
 * The exact entries Tutti adds, the editing of settings texts, the undo records under {@code init/} of Tutti's home.
 *
 * <h2>Promises</h2>
 *
 * Only what must change changes: comments, order, indentation, line ends and foreign entries keep their bytes. What was
 * before is on the disk before a settings file is touched. Taking the entries out gives the earlier bytes again when nobody
 * touched the file in between. A file that is not understood is left alone.
 *
 * <h2>States</h2>
 *
 * A settings file is without entries, wired, or wired and touched since.
 *
 * <h2>Fails how</h2>
 *
 * With sealed outcomes; broken machinery as {@link dev.tutti.kernel.files.FilesException} only from the kernel's port, and
 * {@link dev.tutti.agents.claude.settings.Wiring} turns that into an outcome too.
 *
 * <h2>Imports</h2>
 *
 * kernel.files, kernel.text
 */
@NullMarked
package dev.tutti.agents.claude.settings;

import org.jspecify.annotations.NullMarked;
