/** The scripts of the multi-instance integration guide, run as they stand there, in a prepared repository. */
@NullMarked
package dev.tutti.compat;

import org.jspecify.annotations.NullMarked;
