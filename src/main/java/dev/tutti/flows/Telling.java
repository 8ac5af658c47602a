package dev.tutti.flows;

import dev.tutti.instances.Instance;
import dev.tutti.kernel.store.Tx;
import java.util.ArrayList;
import java.util.List;

/** What one answer tells an instance: what there is to say now, and what it was owed. */
final class Telling {

    private Telling() {}

    /** As much as there is room for, what is new first; the rest is owed for the next answer. */
    static List<String> lines(Rooms rooms, Tx tx, Instance to, List<String> now, Room room) {
        List<String> told = new ArrayList<>();
        for (String line : now) {
            if (room.takes(line)) {
                told.add(line);
            } else {
                rooms.notices().owe(tx, to.id(), line);
            }
        }
        told.addAll(rooms.notices().take(tx, to.id(), room::takes));
        return told;
    }
}
