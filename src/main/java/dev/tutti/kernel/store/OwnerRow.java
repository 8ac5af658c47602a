package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.store.StoreException.Code;
import dev.tutti.kernel.time.Ticker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The row that says which daemon may write a SQLite store. Each taking raises its epoch, and every write looks for the
 * epoch it was opened with, so a daemon that lost the store finds out before it changes anything. Used by the writer's
 * thread.
 */
final class OwnerRow implements SqliteSession.Guard {

    /** How long the row may lag behind the last write. */
    static final Duration LAG_MAX = Duration.ofSeconds(5);

    /** The row as it stands. */
    record Seen(Owner owner, long epoch, Instant lastSeen, Optional<Instant> releasedAt) {

        boolean orderly() {
            return releasedAt.isPresent();
        }
    }

    private final long epoch;
    private final Ticker ticker;
    private Instant lastSeen;
    private volatile boolean lost;

    private OwnerRow(long epoch, Ticker ticker, Instant lastSeen) {
        this.epoch = epoch;
        this.ticker = requireNonNull(ticker, "ticker");
        this.lastSeen = lastSeen;
    }

    /** The row; empty in a store that nobody had yet. The table must be there. */
    static Optional<Seen> look(Connection connection) throws SQLException {
        String sql = "SELECT machine, boot, daemon, epoch, last_seen, released_at FROM store_owner WHERE id = 1";
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            if (!result.next()) {
                return Optional.empty();
            }
            var row = new SqlRow(result, Columns.of(result));
            return Optional.of(new Seen(
                    new Owner(row.text("machine"), row.text("boot"), row.text("daemon")),
                    row.number("epoch"),
                    row.instant("last_seen"),
                    row.optionalInstant("released_at")));
        }
    }

    /** Makes {@code owner} the one who may write, whoever was it before. For a connection that commits by itself. */
    static OwnerRow take(Connection connection, Owner owner, Ticker ticker) throws SQLException {
        String sql = """
                INSERT INTO store_owner (id, machine, boot, daemon, epoch, taken_at, last_seen, released_at)
                VALUES (1, ?, ?, ?, 1, ?, ?, NULL)
                ON CONFLICT (id) DO UPDATE SET machine = excluded.machine, boot = excluded.boot,
                  daemon = excluded.daemon, epoch = store_owner.epoch + 1, taken_at = excluded.taken_at,
                  last_seen = excluded.last_seen, released_at = NULL
                RETURNING epoch
                """;
        Instant now = ticker.wall();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, owner.machine());
            statement.setString(2, owner.boot());
            statement.setString(3, owner.daemon());
            statement.setLong(4, now.toEpochMilli());
            statement.setLong(5, now.toEpochMilli());
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return new OwnerRow(result.getLong(1), ticker, now);
            }
        }
    }

    long epoch() {
        return epoch;
    }

    /** Throws once another daemon has taken the store; safe from any thread. */
    void refuseWhenLost() {
        if (lost) {
            throw ousted();
        }
    }

    @Override
    public void check(Statements statements) throws SQLException {
        refuseWhenLost();
        if (storedEpoch(statements) != epoch) {
            lost = true;
            throw ousted();
        }
        Instant now = ticker.wall();
        if (Duration.between(lastSeen, now).abs().compareTo(LAG_MAX) >= 0) {
            touch(statements, now);
        }
    }

    /** Says that the store is left in order. Inside a write. */
    void release(Tx tx) {
        long now = ticker.wall().toEpochMilli();
        tx.update("UPDATE store_owner SET last_seen = ?, released_at = ? WHERE id = 1", now, now);
    }

    private static long storedEpoch(Statements statements) throws SQLException {
        String sql = "SELECT epoch FROM store_owner WHERE id = 1";
        PreparedStatement statement = statements.take(sql);
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? result.getLong(1) : -1;
        } finally {
            statements.give(sql, statement);
        }
    }

    private void touch(Statements statements, Instant now) throws SQLException {
        String sql = "UPDATE store_owner SET last_seen = ? WHERE id = 1";
        PreparedStatement statement = statements.take(sql);
        try {
            statement.setLong(1, now.toEpochMilli());
            statement.executeUpdate();
            lastSeen = now;
        } finally {
            statements.give(sql, statement);
        }
    }

    private static StoreException ousted() {
        return new StoreException(
                Code.OUSTED, "Another daemon has taken over the store; this one must stop. Nothing was written.");
    }
}
