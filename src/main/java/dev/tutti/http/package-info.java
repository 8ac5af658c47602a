/**
 * The door that everything comes in by: hooks and commands over loopback HTTP, the launcher's hooks without it.
 *
 * <h2>Owns</h2>
 *
 * The server, who may speak to it, how much and how fast; the wire's lengths and frames.
 *
 * <h2>Promises</h2>
 *
 * Nobody without the token gets further than a refusal, no web page at all. Every body, wait and number of requests has a
 * bound. A hook that fails inside is answered with nothing. No stack trace leaves. A command whose client asks again with the
 * same request id runs once.
 *
 * <h2>States</h2>
 *
 * Made, serving, stopping (new requests are refused, those in flight end), stopped.
 *
 * <h2>Fails how</h2>
 *
 * With a status and one plain line; what broke inside is logged once under an id.
 *
 * <h2>Imports</h2>
 *
 * kernel.time, kernel.id, kernel.home, kernel.store (its threads)
 */
@NullMarked
package dev.tutti.http;

import org.jspecify.annotations.NullMarked;
