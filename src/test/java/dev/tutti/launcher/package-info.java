/** The launcher script, run as its users run it, against a daemon made of a plain socket. */
@NullMarked
package dev.tutti.launcher;

import org.jspecify.annotations.NullMarked;
