package dev.tutti.projects;

import dev.tutti.kernel.store.Row;
import dev.tutti.kernel.store.Tx;
import java.util.List;
import java.util.Optional;

/** The SQL of the tables {@code project}, {@code project_alias} and {@code tree}. */
final class ProjectTable {

    private static final String SELECT_TREE = """
            SELECT tree.id, tree.project_id, tree.machine, tree.path, project.kind
            FROM tree JOIN project ON project.id = tree.project_id
            """;

    /** @param path where the tree was when it was last seen */
    record Seat(Standing standing, String path) {}

    Optional<Seat> seat(Tx tx, String machine, String treeKey) {
        return tx.first(
                """
                SELECT tree.id, tree.project_id, tree.path, project.public_id, project.name
                FROM tree JOIN project ON project.id = tree.project_id
                WHERE tree.machine = ? AND tree.git_dir = ?
                """,
                row -> new Seat(
                        new Standing(
                                new ProjectId(row.number("project_id")),
                                new TreeId(row.number("id")),
                                row.text("public_id"),
                                row.text("name")),
                        row.text("path")),
                machine,
                treeKey);
    }

    /** A project as it stands in a tree of one's own choosing. */
    Optional<Standing> standing(Tx tx, ProjectId project, TreeId tree) {
        return tx.first(
                "SELECT public_id, name FROM project WHERE id = ?",
                row -> new Standing(project, tree, row.text("public_id"), row.text("name")),
                project.value());
    }

    /** The project of that id, made now unless another daemon made it meanwhile. */
    ProjectId create(Tx tx, String publicId, Ground ground) {
        tx.update("""
                INSERT INTO project (public_id, kind, name, next_fence, next_seq, created_at)
                VALUES (?, ?, ?, 1, 1, ?)
                ON CONFLICT (public_id) DO NOTHING
                """, publicId, ground.kind().name(), ground.name(), tx.now());
        return byPublicId(tx, publicId).orElseThrow();
    }

    /** Takes back a project that this transaction made and nothing but aliases refers to. */
    void removeNew(Tx tx, ProjectId project) {
        tx.update("DELETE FROM project_alias WHERE project_id = ?", project.value());
        tx.update("DELETE FROM project WHERE id = ?", project.value());
    }

    Optional<ProjectId> byPublicId(Tx tx, String publicId) {
        return tx.first("SELECT id FROM project WHERE public_id = ?", row -> new ProjectId(row.number("id")), publicId);
    }

    Optional<ProjectId> byAlias(Tx tx, String kind, String value) {
        return tx.first(
                "SELECT project_id FROM project_alias WHERE kind = ? AND value = ?",
                row -> new ProjectId(row.number("project_id")),
                kind,
                value);
    }

    List<String> aliases(Tx tx, ProjectId project, String kind) {
        return tx.list(
                "SELECT value FROM project_alias WHERE project_id = ? AND kind = ? ORDER BY id",
                row -> row.text("value"),
                project.value(),
                kind);
    }

    /** Makes the alias mean this project, whatever it meant before. */
    void putAlias(Tx tx, ProjectId project, String kind, String value) {
        tx.update("""
                INSERT INTO project_alias (project_id, kind, value) VALUES (?, ?, ?)
                ON CONFLICT (kind, value) DO UPDATE SET project_id = excluded.project_id
                """, project.value(), kind, value);
    }

    void putAliasUnlessTaken(Tx tx, ProjectId project, String kind, String value) {
        tx.update("""
                INSERT INTO project_alias (project_id, kind, value) VALUES (?, ?, ?)
                ON CONFLICT (kind, value) DO NOTHING
                """, project.value(), kind, value);
    }

    void putTree(Tx tx, ProjectId project, String publicId, String machine, Ground ground) {
        tx.update(
                """
                INSERT INTO tree (project_id, public_id, machine, path, git_dir, folds_case, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (machine, git_dir)
                DO UPDATE SET project_id = excluded.project_id, path = excluded.path
                """,
                project.value(),
                publicId,
                machine,
                ground.root().toString(),
                ground.treeKey(),
                ground.foldsCase(),
                tx.now());
    }

    /** A tree of the project that was known by {@code formerKey} is at this ground now, unless that one is known too. */
    void carryTree(Tx tx, ProjectId project, String machine, String formerKey, Ground ground) {
        tx.update(
                """
                UPDATE tree SET git_dir = ?, path = ?
                WHERE project_id = ? AND machine = ? AND git_dir = ?
                  AND NOT EXISTS (SELECT 1 FROM tree known WHERE known.machine = ? AND known.git_dir = ?)
                """,
                ground.treeKey(),
                ground.root().toString(),
                project.value(),
                machine,
                formerKey,
                machine,
                ground.treeKey());
    }

    void setPath(Tx tx, TreeId tree, String path) {
        tx.update("UPDATE tree SET path = ? WHERE id = ?", path, tree.value());
    }

    Optional<Tree> tree(Tx tx, TreeId id) {
        return tx.first(SELECT_TREE + " WHERE tree.id = ?", ProjectTable::readTree, id.value());
    }

    List<Tree> trees(Tx tx, ProjectId project) {
        return tx.list(
                SELECT_TREE + " WHERE tree.project_id = ? ORDER BY tree.id", ProjectTable::readTree, project.value());
    }

    List<ProjectId> all(Tx tx) {
        return tx.list("SELECT id FROM project ORDER BY id", row -> new ProjectId(row.number("id")));
    }

    String name(Tx tx, ProjectId project) {
        return tx.first("SELECT name FROM project WHERE id = ?", row -> row.text("name"), project.value())
                .orElseThrow();
    }

    /** Keeps the row until the end; where a write takes the whole store there is nothing to do. */
    void lock(Tx tx, ProjectId project) {
        String forUpdate = tx.dialect().forUpdate();
        if (!forUpdate.isEmpty()) {
            tx.list("SELECT id FROM project WHERE id = ?" + forUpdate, row -> row.number("id"), project.value());
        }
    }

    long nextSeq(Tx tx, ProjectId project) {
        return tx.insert(
                "UPDATE project SET next_seq = next_seq + 1 WHERE id = ? RETURNING next_seq - 1 AS id",
                project.value());
    }

    long nextFence(Tx tx, ProjectId project) {
        return tx.insert(
                "UPDATE project SET next_fence = next_fence + 1 WHERE id = ? RETURNING next_fence - 1 AS id",
                project.value());
    }

    private static Tree readTree(Row row) {
        return new Tree(
                new TreeId(row.number("id")),
                new ProjectId(row.number("project_id")),
                row.text("machine"),
                row.text("path"),
                Ground.Kind.valueOf(row.text("kind")));
    }
}
