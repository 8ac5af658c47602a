package dev.tutti.kernel.lease;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.Tx;
import java.time.Duration;
import java.time.Instant;

/**
 * Leases by which a daemon vouches for what it watches: one row for each machine and home, whichever daemon runs there.
 * Stateless; safe from any thread.
 */
public final class HostLeases {

    private final Duration term;

    /** @param term how long a daemon is believed after its last renewal; others may act on it only after that */
    public HostLeases(Duration term) {
        this.term = requireNonNull(term, "term");
    }

    /** Takes the lease of a place for a daemon that begins to serve it; the key is the same for every daemon there. */
    public long enter(Tx tx, String machine, String home, String daemon) {
        return tx.insert("""
                INSERT INTO host_lease (machine, home, daemon, renewed_at, expires_at)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (machine, home)
                DO UPDATE SET daemon = excluded.daemon, renewed_at = excluded.renewed_at, expires_at = excluded.expires_at
                RETURNING id
                """, machine, home, daemon, tx.now(), tx.now().plus(term));
    }

    /** Vouches for another term; false when another daemon has taken the place over. */
    public boolean renew(Tx tx, long host, String daemon) {
        return tx.update(
                        "UPDATE host_lease SET renewed_at = ?, expires_at = ? WHERE id = ? AND daemon = ?",
                        tx.now(),
                        tx.now().plus(term),
                        host,
                        daemon)
                == 1;
    }

    /** Vouches for another term on behalf of whichever daemon serves the place: for one that knows it is itself. */
    public void extend(Tx tx, long host) {
        tx.update(
                "UPDATE host_lease SET renewed_at = ?, expires_at = ? WHERE id = ?",
                tx.now(),
                tx.now().plus(term),
                host);
    }

    /** Whether nobody has vouched for that place within the term. */
    public boolean hasLapsed(Tx tx, long host) {
        return tx.first("SELECT expires_at FROM host_lease WHERE id = ?", row -> row.instant("expires_at"), host)
                .map(expires -> !expires.isAfter(tx.now()))
                .orElse(true);
    }

    /** Until when the place is vouched for; long ago when it never was. */
    public Instant expiresAt(Tx tx, long host) {
        return tx.first("SELECT expires_at FROM host_lease WHERE id = ?", row -> row.instant("expires_at"), host)
                .orElse(Instant.EPOCH);
    }
}
