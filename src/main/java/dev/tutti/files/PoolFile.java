package dev.tutti.files;

import static java.util.Objects.requireNonNull;

import dev.tutti.flows.Rooms;
import dev.tutti.kernel.files.FilesException;
import dev.tutti.kernel.files.LineFiles;
import dev.tutti.kernel.store.Tx;
import dev.tutti.pool.EntryId;
import dev.tutti.pool.PoolEntry;
import dev.tutti.projects.ProjectId;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One {@code instance_state.jsonl} of the documents: every entry of the pool once, in a line of its own, as they come. What was
 * written is known from the file itself, so that no end of the daemon writes an entry twice or leaves one out. A new file begins
 * with what is live. Lines of others in it are left as they are. One caller at a time.
 */
final class PoolFile {

    static final String NAME = "instance_state.jsonl";

    /** From this size on the file is put aside as {@code .1}, in place of the one before. */
    static final long BYTES_MAX = 2L << 20;

    /** What is looked through for what was written; more than one such file may hold. */
    private static final int LOOKED_MAX = 8 << 20;

    /** Entries read at once: one may have a quarter of a megabyte. */
    private static final int BATCH = 20;

    private static final System.Logger LOG = System.getLogger("dev.tutti.files");

    private final Path file;
    private final Path older;
    private final LineFiles lines;
    private final Rooms rooms;
    private final Map<ProjectId, EntryId> last = new HashMap<>();
    private Optional<EntryId> found = Optional.empty();
    private boolean looked;
    private boolean over;
    private Optional<String> trouble = Optional.empty();

    PoolFile(Path file, LineFiles lines, Rooms rooms) {
        this.file = requireNonNull(file, "file");
        this.older = file.resolveSibling(NAME + ".1");
        this.lines = requireNonNull(lines, "lines");
        this.rooms = requireNonNull(rooms, "rooms");
    }

    /** Adds what a project's pool has that the file does not; one that cannot be written waits for the next time. */
    synchronized void follow(ProjectId project) {
        if (!over) {
            attempt(() -> {
                look();
                while (step(project)) {
                    // Until nothing is left.
                }
            });
        }
    }

    /** The same for every project of the store. */
    synchronized void followAll() {
        if (!over) {
            attempt(this::look);
            EntryId from = found.orElseGet(() -> new EntryId(0));
            rooms.store().read(tx -> rooms.pool().projectsAfter(tx, from)).forEach(this::follow);
        }
    }

    /** What keeps it from being written, since the last try. */
    synchronized Optional<String> trouble() {
        return trouble;
    }

    /** Removes what it wrote, unless others wrote into it as well, and writes no more. */
    synchronized void remove(Consumer<Path> delete) {
        over = true;
        for (Path each : List.of(file, older)) {
            String text = lines.tail(each, LOOKED_MAX);
            if (lines.size(each) <= LOOKED_MAX && text.lines().allMatch(PoolLines::isOurs)) {
                delete.accept(each);
            }
        }
    }

    /** A part of what there is to write; whether there may be more. */
    private boolean step(ProjectId project) {
        List<PoolEntry> next = rooms.store().read(tx -> next(tx, project));
        for (PoolEntry entry : next) {
            append(PoolLines.line(entry) + "\n");
            last.put(project, entry.id());
        }
        return next.size() >= BATCH;
    }

    private List<PoolEntry> next(Tx tx, ProjectId project) {
        Optional<EntryId> from = Optional.ofNullable(last.get(project)).or(() -> found);
        return from.isPresent()
                ? rooms.pool().after(tx, project, from.get(), BATCH)
                : rooms.pool().recent(tx, project).stream()
                        .sorted(Comparator.comparingLong(entry -> entry.id().value()))
                        .flatMap(entry -> rooms.pool().find(tx, project, entry.id()).stream())
                        .toList();
    }

    private void append(String line) {
        long size = lines.size(file);
        if (size > 0 && size + line.length() > BYTES_MAX) {
            lines.rotate(file, older);
        }
        lines.append(file, line);
    }

    /** Finds the newest entry that is in the file, and repairs its end where a crash tore it. */
    private void look() {
        if (looked) {
            return;
        }
        String text = lines.tail(file, LOOKED_MAX);
        int end = text.lastIndexOf('\n') + 1;
        String rest = text.substring(end);
        if (!rest.isEmpty()) {
            if (PoolLines.isTorn(rest)) {
                lines.cut(file, lines.size(file) - rest.length());
                text = text.substring(0, end);
            } else {
                lines.append(file, "\n");
            }
        }
        found = PoolLines.newest(text).or(() -> PoolLines.newest(lines.tail(older, LOOKED_MAX)));
        looked = true;
    }

    /** Said once, until it is over. */
    private void attempt(Runnable deed) {
        try {
            deed.run();
            if (trouble.isPresent()) {
                LOG.log(System.Logger.Level.INFO, file + " is kept again");
            }
            trouble = Optional.empty();
        } catch (FilesException e) {
            if (trouble.isEmpty()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        file + " cannot be kept: " + e.getMessage() + "; hooks and the pool do not need it");
            }
            trouble = Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
