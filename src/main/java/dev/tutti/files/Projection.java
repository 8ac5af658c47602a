package dev.tutti.files;

import static java.util.Objects.requireNonNull;

import dev.tutti.decisions.Decision;
import dev.tutti.files.DocumentedView.Entry;
import dev.tutti.files.DocumentedView.Held;
import dev.tutti.flows.ScriptLocks;
import dev.tutti.kernel.files.FileText;
import dev.tutti.kernel.files.FilesException;
import dev.tutti.kernel.files.TextFiles;
import dev.tutti.kernel.files.TextFiles.Reach;
import dev.tutti.kernel.path.FileLooks;
import dev.tutti.locks.LockId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The documents' files of one repository. Writes what changed since it wrote last and removes what is over; touches no file that
 * it did not write. One that cannot be written does not keep the others from it. One caller at a time.
 */
final class Projection {

    private static final System.Logger LOG = System.getLogger("dev.tutti.files");
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String DRAFT = ".tutti-";

    private final CoordinationFolder folder;
    private final TextFiles files;
    private final FileLooks looks;
    private final DocumentShapes shapes;
    private final Map<Path, String> written = new HashMap<>();
    private final Map<LockId, String> shown = new HashMap<>();
    private final Map<String, Pings> pings = new HashMap<>();
    private boolean looked;
    private boolean over;
    private Optional<String> trouble = Optional.empty();

    Projection(CoordinationFolder folder, TextFiles files, FileLooks looks, DocumentShapes shapes) {
        this.folder = requireNonNull(folder, "folder");
        this.files = requireNonNull(files, "files");
        this.looks = requireNonNull(looks, "looks");
        this.shapes = requireNonNull(shapes, "shapes");
    }

    /** How often an instance was seen to live, as far as this daemon saw it. */
    private record Pings(Instant last, long count) {}

    /**
     * Brings the files to what is known now. Does nothing where the folder was taken away.
     *
     * @param contents what locked files were when they were locked, as far as that was noted
     * @param decisions those in sight, the oldest first
     * @param isKnown whether an instance of that id was ever known here, which tells a file an earlier daemon wrote
     */
    synchronized void write(
            DocumentedView view, Map<LockId, String> contents, List<Decision> decisions, Predicate<String> isKnown) {
        if (over || files.reach(folder.folder()) == Reach.MISSING) {
            return;
        }
        List<String> failed = new ArrayList<>();
        attempt(failed, () -> adopt(isKnown));
        Map<Path, String> wanted = texts(view, contents);
        wanted.put(folder.decisions(), DocumentShapes.text(DocumentShapes.decisionLog(decisions)));
        wanted.forEach((file, text) -> {
            if (!text.equals(written.get(file))) {
                attempt(failed, () -> replace(file, text));
            }
        });
        for (Path old : Map.copyOf(written).keySet()) {
            if (!wanted.containsKey(old)) {
                attempt(failed, () -> delete(old));
            }
        }
        tell(failed.stream().findFirst());
    }

    private static void attempt(List<String> failed, Runnable deed) {
        try {
            deed.run();
        } catch (FilesException e) {
            failed.add(String.valueOf(e.getMessage()));
        }
    }

    private Map<Path, String> texts(DocumentedView view, Map<LockId, String> contents) {
        Map<Path, String> texts = new LinkedHashMap<>();
        shown.keySet()
                .retainAll(view.locks().stream().map(held -> held.lock().id()).toList());
        for (Held held : inOrder(view)) {
            String noted = contents.get(held.lock().id());
            String sha1 =
                    noted != null ? noted : shown.computeIfAbsent(held.lock().id(), _ -> contentNow(held));
            texts.put(file(held, texts), DocumentShapes.text(shapes.lock(held, sha1, view.at())));
        }
        for (Entry entry : view.entries()) {
            String id = entry.instance().publicId();
            Pings seen = pings.compute(
                    id,
                    (_, before) -> before == null
                            ? new Pings(entry.lastPing(), 0)
                            : before.last().equals(entry.lastPing())
                                    ? before
                                    : new Pings(entry.lastPing(), before.count() + 1));
            texts.put(folder.heartbeat(id), DocumentShapes.text(shapes.heartbeat(entry, seen.count())));
        }
        pings.keySet()
                .retainAll(view.entries().stream()
                        .map(entry -> entry.instance().publicId())
                        .toList());
        texts.put(folder.registry(), DocumentShapes.text(shapes.registry(view)));
        return texts;
    }

    /** Where nothing was noted when it was locked, the file as it is when its lock is first shown. */
    private String contentNow(Held held) {
        if (!held.lock().key().pattern().isLiteral()) {
            return ScriptLocks.NO_FILE;
        }
        Path tree = held.tree().filter(path -> !path.isEmpty()).map(Path::of).orElse(folder.root());
        return looks.sha1(tree.resolve(held.path())).orElse(ScriptLocks.NO_FILE);
    }

    /** The documents know one lock for a path: that of all trees comes first, then this tree's, then the others'. */
    private List<Held> inOrder(DocumentedView view) {
        String here = folder.root().toString();
        return view.locks().stream()
                .sorted(Comparator.comparingInt(held ->
                        held.tree().map(tree -> tree.equals(here) ? 1 : 2).orElse(0)))
                .toList();
    }

    private Path file(Held held, Map<Path, String> taken) {
        Path file = folder.locks().resolve(CoordinationFolder.lockId(held.path()) + ".json");
        return taken.containsKey(file)
                ? folder.locks()
                        .resolve(CoordinationFolder.lockId(held.path()) + "."
                                + held.lock().fence() + ".json")
                : file;
    }

    /** What an earlier daemon left is this one's: it names instances that are known. Torn drafts go. */
    private void adopt(Predicate<String> isKnown) {
        if (looked) {
            return;
        }
        for (Path each : List.of(folder.folder(), folder.locks(), folder.heartbeats())) {
            for (Path file : files.list(each)) {
                String name = file.getFileName().toString();
                if (name.startsWith(DRAFT)) {
                    files.delete(file);
                } else if (name.endsWith(".json") && !each.equals(folder.folder())) {
                    instanceIn(file).filter(isKnown).ifPresent(_ -> written.put(file, ""));
                }
            }
        }
        for (Path file : List.of(folder.registry(), folder.decisions())) {
            if (files.reach(file) != Reach.MISSING) {
                written.put(file, "");
            }
        }
        looked = true;
    }

    private Optional<String> instanceIn(Path file) {
        try {
            if (files.read(file) instanceof FileText.Present(String text)) {
                var json = MAPPER.readTree(text);
                var by = json.has("locked_by") ? json.get("locked_by") : json;
                return by.optional("instance_id").map(id -> id.asString(""));
            }
        } catch (JacksonException foreign) {
            // Not ours.
        }
        return Optional.empty();
    }

    private void replace(Path file, String text) {
        files.replaceLightly(file, text);
        written.put(file, text);
    }

    private void delete(Path file) {
        files.delete(file);
        written.remove(file);
    }

    /** Said once, until it is over. */
    private void tell(Optional<String> failed) {
        if (failed.isPresent() && trouble.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the documents' files in " + folder.folder() + " cannot be kept: " + failed.get()
                            + "; hooks and locks do not need them");
        }
        if (failed.isEmpty() && trouble.isPresent()) {
            LOG.log(System.Logger.Level.INFO, "the documents' files in " + folder.folder() + " are kept again");
        }
        trouble = failed;
    }

    /** What keeps a file from being written, since the last try. */
    synchronized Optional<String> trouble() {
        return trouble;
    }

    /** Removes everything that it wrote, and writes no more. */
    synchronized void remove(Predicate<String> isKnown) {
        over = true;
        List<String> failed = new ArrayList<>();
        attempt(failed, () -> adopt(isKnown));
        Map.copyOf(written).keySet().forEach(file -> attempt(failed, () -> delete(file)));
        tell(failed.stream().findFirst());
        files.deleteFolderIfEmpty(folder.locks());
        files.deleteFolderIfEmpty(folder.heartbeats());
    }
}
