package dev.tutti.projects;

import static java.util.Objects.requireNonNull;

import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.GlobIndex;
import dev.tutti.kernel.store.InList;
import dev.tutti.kernel.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The SQL over a room's own table of what its things are about: columns {@code id}, the thing's, {@code project_id},
 * {@code path}, {@code path_key}, {@code is_glob}, {@code prefix}. Stateless.
 */
public final class PathLinks {

    private final String table;
    private final String owner;

    /**
     * @param table the room's table
     * @param owner its column with the thing's number
     */
    public PathLinks(String table, String owner) {
        this.table = requireNonNull(table, "table");
        this.owner = requireNonNull(owner, "owner");
    }

    /**
     * A condition on things.
     *
     * @param ids a select of their numbers
     */
    public record About(String ids, List<Object> parameters) {
        public About {
            requireNonNull(ids, "ids");
            parameters = List.copyOf(parameters);
        }
    }

    public void insert(Tx tx, ProjectId project, long thing, List<Affected> paths) {
        for (Affected affected : paths) {
            Glob pattern = affected.pattern();
            tx.update(
                    "INSERT INTO " + table + " (" + owner
                            + ", project_id, path, path_key, is_glob, prefix) VALUES (?, ?, ?, ?, ?, ?)",
                    thing,
                    project.value(),
                    affected.path(),
                    pattern.key(),
                    !pattern.isLiteral(),
                    pattern.isLiteral() ? "" : pattern.folder());
        }
    }

    /** What each of some things is about; those about nothing are left out. */
    public Map<Long, List<Affected>> of(Tx tx, List<Long> things) {
        if (things.isEmpty()) {
            return Map.of();
        }
        record Line(long thing, Affected affected) {}
        InList ids = new InList(things);
        return tx
                .list(
                        "SELECT " + owner + " AS thing, path, path_key, is_glob FROM " + table + " WHERE " + owner
                                + " IN (" + ids.marks() + ") ORDER BY id",
                        row -> new Line(
                                row.number("thing"),
                                new Affected(row.text("path"), Glob.ofKey(row.text("path_key"), row.flag("is_glob")))),
                        ids.values().toArray())
                .stream()
                .collect(Collectors.groupingBy(Line::thing, Collectors.mapping(Line::affected, Collectors.toList())));
    }

    /** Things that may be about a path; each is then asked {@link #matches}. */
    public About about(ProjectId project, String pathKey) {
        InList folders = new InList(GlobIndex.prefixesOf(pathKey));
        List<Object> parameters = new ArrayList<>(List.of(project.value(), pathKey, project.value()));
        parameters.addAll(folders.values());
        return new About(
                "SELECT " + owner + " FROM " + table + " WHERE project_id = ? AND is_glob = 0 AND path_key = ?"
                        + " UNION ALL SELECT " + owner + " FROM " + table
                        + " WHERE project_id = ? AND is_glob = 1 AND prefix IN (" + folders.marks() + ")",
                parameters);
    }

    /** Whether any of them is a path, or a pattern that matches it. */
    public static boolean matches(List<Affected> paths, String pathKey) {
        return paths.stream().anyMatch(affected -> affected.pattern().matches(pathKey));
    }
}
