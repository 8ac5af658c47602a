package dev.tutti.kernel.store;

import dev.tutti.testing.HandTicker;
import dev.tutti.testing.SeededIds;
import java.nio.file.Path;

/** A daemon in a process of its own that opens a store, perhaps writes one row, and ends without closing anything. */
final class StoreProcess {

    private StoreProcess() {}

    public static void main(String[] arguments) {
        var owner = new Owner("machine-1", "boot-1", "another-process");
        Store store = new Stores(owner, new HandTicker(), new SeededIds(2))
                .open(SqliteSettings.at(Path.of(arguments[1])))
                .store();
        System.out.println("opened");
        if (arguments[0].equals("put")) {
            store.write(tx -> tx.update("INSERT INTO things (name) VALUES ('theirs')"));
            System.out.println("acknowledged");
        }
        System.out.flush();
        Runtime.getRuntime().halt(9);
    }
}
