package dev.tutti.flows;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Freed;
import dev.tutti.locks.FreedBy;
import dev.tutti.locks.Lock;
import dev.tutti.projects.Monitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells those who were refused paths, and those who lose them, when something happens to them: of many at once each is told in
 * one line.
 */
final class Tidings {

    private Tidings() {}

    /**
     * Who is told of what in one line.
     *
     * @param before whether the paths were changed before their holder took them
     */
    private record Word(InstanceId reader, InstanceId holder, FreedBy how, boolean before) {}

    /** The paths are free now, whoever had them. */
    static void free(Rooms rooms, Tx tx, List<Freed> freed) {
        grouped(rooms, tx, freed).forEach((word, paths) -> {
            if (!word.reader().equals(word.holder())) {
                Instance holder = rooms.instances().get(tx, word.holder());
                rooms.notices().owe(tx, word.reader(), Words.free(paths, word.how(), holder));
            }
        });
    }

    /** A lock is given back, or ended by force where it is another's, who is told of that. */
    static void end(Rooms rooms, Tx tx, Monitor monitor, Lock lock, Instance by) {
        boolean own = lock.holder().equals(by.holder());
        Optional<Freed> over = own
                ? rooms.locks().release(tx, monitor, lock.id())
                : rooms.locks().releaseByForce(tx, monitor, lock.id());
        over.ifPresent(freed -> {
            free(rooms, tx, List.of(freed));
            if (!own) {
                Instance holder = rooms.instances().get(tx, lock.holder());
                String path = Spelling.shown(rooms, tx, lock, holder);
                rooms.notices().owe(tx, holder.id(), Words.ended(path, by));
            }
        });
    }

    /** The paths are still held, but their holder's turn is over: asking again now shows what changed. */
    static void turnOver(Rooms rooms, Tx tx, Instance holder, List<Freed> kept) {
        grouped(rooms, tx, kept)
                .forEach((word, paths) ->
                        rooms.notices().owe(tx, word.reader(), Words.turnOver(paths, word.before(), holder)));
    }

    private static Map<Word, List<String>> grouped(Rooms rooms, Tx tx, List<Freed> all) {
        Map<Word, List<String>> words = new LinkedHashMap<>();
        for (Freed each : all) {
            for (InstanceId reader : each.interested()) {
                Word word = new Word(reader, each.lock().holder(), each.how(), Words.isDirtyBefore(each.lock()));
                words.computeIfAbsent(word, _ -> new ArrayList<>())
                        .add(Spelling.shown(
                                rooms, tx, each.lock(), rooms.instances().get(tx, reader)));
            }
        }
        return words;
    }
}
