/**
 * Settings: declared once, read from several sources, shown with their origin.
 *
 * <h2>Owns</h2>
 *
 * What a setting is, how its text is read, which source wins.
 *
 * <h2>Promises</h2>
 *
 * A project's file never weakens a guard and never sets what is the user's alone. All mistakes are reported at once, each with
 * its place and the setting's bound. The TOML parser is loaded only where a file exists.
 *
 * <h2>States</h2>
 *
 * None: a configuration is a value.
 *
 * <h2>Fails how</h2>
 *
 * A reading is either a whole configuration or the list of its problems.
 *
 * <h2>Imports</h2>
 *
 * Nothing of Tutti.
 */
@NullMarked
package dev.tutti.kernel.config;

import org.jspecify.annotations.NullMarked;
