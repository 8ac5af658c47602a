@NullMarked
package dev.tutti.daemon;

import org.jspecify.annotations.NullMarked;
