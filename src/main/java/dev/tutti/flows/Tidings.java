package dev.tutti.flows;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Freed;
import java.util.List;

/** Tells those who were refused a path when something happens to it. */
final class Tidings {

    private Tidings() {}

    /** The paths are free now; {@code holder} is who had them. */
    static void free(Rooms rooms, Tx tx, Instance holder, List<Freed> freed) {
        for (Freed each : freed) {
            for (InstanceId interested : each.interested()) {
                if (!interested.equals(holder.id())) {
                    rooms.notices().owe(tx, interested, Words.free(spelled(rooms, tx, each, interested), each, holder));
                }
            }
        }
    }

    /** The paths are still held, but the holder's turn is over: asking again now shows what changed. */
    static void turnOver(Rooms rooms, Tx tx, Instance holder, List<Freed> kept) {
        for (Freed each : kept) {
            for (InstanceId interested : each.interested()) {
                rooms.notices()
                        .owe(tx, interested, Words.turnOver(spelled(rooms, tx, each, interested), each.lock(), holder));
            }
        }
    }

    private static String spelled(Rooms rooms, Tx tx, Freed freed, InstanceId reader) {
        return Spelling.shown(rooms, tx, freed.lock(), rooms.instances().get(tx, reader));
    }
}
