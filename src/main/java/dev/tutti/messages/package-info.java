/**
 * Notes from one instance or person to others, and proof of how far each came.
 *
 * <h2>Owns</h2>
 *
 * The tables {@code message} and {@code delivery}.
 *
 * <h2>Promises</h2>
 *
 * A message that was acknowledged to its sender reaches everybody it is for, or is still queued for it. It is handed over in
 * the transaction of the answer that carries it, and queued again when that answer was not delivered. Whoever was not reached
 * in time, has left before, or was not reached when the message is deleted for its age, is told to the sender once.
 *
 * <h2>States</h2>
 *
 * queued → injected → seen → acknowledged; an injected one whose answer was lost is queued again. Whoever acknowledges or
 * looks by itself has seen it, whatever it was before.
 *
 * <h2>Fails how</h2>
 *
 * A draft that breaks a bound, or a recipient with too many unread ones, is refused; with the transaction otherwise.
 *
 * <h2>Imports</h2>
 *
 * instances, projects, kernel
 */
@NullMarked
package dev.tutti.messages;

import org.jspecify.annotations.NullMarked;
