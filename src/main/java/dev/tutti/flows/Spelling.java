package dev.tutti.flows;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.Arrivals.Arrival;
import dev.tutti.flows.Arrivals.Guest;
import dev.tutti.instances.Instance;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.store.Tx;
import dev.tutti.kernel.text.Foreign;
import dev.tutti.locks.Lock;
import dev.tutti.locks.LockRequest;
import dev.tutti.projects.Tree;
import dev.tutti.projects.TreeId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a file is spelled towards somebody, so that it is found from where that one stands.
 *
 * @param shown from the top of the reader's own tree; a file of another tree in full
 * @param argument what {@code tutti lock} takes for it in the reader's directory, or empty when no text says it
 */
record Spelling(String shown, String argument) {

    Spelling {
        requireNonNull(shown, "shown");
        requireNonNull(argument, "argument");
    }

    /** The file of a refused edit, towards whoever asked for it. */
    static Spelling of(LockRequest request, Guest guest, Arrival arrival) {
        String relative = request.key().path();
        String full = request.call().map(LockRequest.Call::file).orElse(relative);
        boolean own = request.key().tree().equals(Optional.of(guest.standing().tree()));
        boolean atTop =
                Path.of(arrival.place().directory()).equals(arrival.ground().root());
        boolean exists =
                request.call().map(call -> call.before().stamp().exists()).orElse(false);
        String path = own && atTop ? relative : full;
        String argument = exists ? path : Glob.escape(path);
        return new Spelling(own ? relative : full, isSayable(argument) ? argument : "");
    }

    /** A locked path towards an instance that is told of it later, or by hand. */
    static String shown(Rooms rooms, Tx tx, Lock lock, Instance reader) {
        return shown(rooms, tx, lock, reader.tree());
    }

    /** A locked path towards whoever is being answered, where it stands now. */
    static String shown(Rooms rooms, Tx tx, Lock lock, Guest reader) {
        return shown(rooms, tx, lock, Optional.of(reader.standing().tree()));
    }

    private static String shown(Rooms rooms, Tx tx, Lock lock, Optional<TreeId> own) {
        String path = lock.key().path();
        Optional<TreeId> tree = lock.key().tree();
        return tree.isEmpty() || tree.equals(own)
                ? path
                : rooms.projects()
                        .tree(tx, tree.get())
                        .map(found -> Path.of(found.path()).resolve(path).toString())
                        .orElse(path);
    }

    /** Where the tree of a lock lies, if it is of one. */
    static Optional<String> tree(Rooms rooms, Tx tx, Lock lock) {
        return lock.key()
                .tree()
                .flatMap(tree -> rooms.projects().tree(tx, tree))
                .map(Tree::path);
    }

    private static boolean isSayable(String argument) {
        return Foreign.path(argument, Words.ARGUMENT_MAX).equals(argument);
    }
}
