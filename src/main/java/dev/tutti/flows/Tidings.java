package dev.tutti.flows;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Tx;
import dev.tutti.locks.Freed;
import dev.tutti.locks.FreedBy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells those who were refused paths when something happens to them: of many at once each is told in one line. */
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
