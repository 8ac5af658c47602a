package dev.tutti.kernel.store;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.id.Ids;
import dev.tutti.kernel.time.Ticker;

/** Opens stores. */
public final class Stores {

    private final Owner owner;
    private final Ticker ticker;
    private final Ids ids;

    /**
     * @param owner who opens them
     * @param ticker a SQLite store's clock, and how long an outage of a server is remembered
     * @param ids chance for the pauses between tries
     */
    public Stores(Owner owner, Ticker ticker, Ids ids) {
        this.owner = requireNonNull(owner, "owner");
        this.ticker = requireNonNull(ticker, "ticker");
        this.ids = requireNonNull(ids, "ids");
    }

    /**
     * Opens the store and makes it ready: its folder or tables are made when missing, its schema is brought up to date, a
     * SQLite store gets {@code owner} as its one owner. Blocks for milliseconds, seconds when there is something to migrate;
     * not for a virtual thread.
     *
     * @throws StoreException with the reason and what to do
     */
    public Opened open(StoreSettings settings) {
        return switch (requireNonNull(settings, "settings")) {
            case SqliteSettings sqlite -> new SqliteOpening(sqlite, owner, ticker, Migrations.ofThisBuild()).open();
            case PostgresSettings postgres ->
                new PostgresOpening(postgres, ticker, ids, Migrations.ofThisBuild()).open();
        };
    }
}
