package dev.tutti.locks;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.glob.Glob;
import dev.tutti.kernel.glob.GlobIndex;
import dev.tutti.kernel.glob.KeyRange;
import dev.tutti.kernel.path.FileLook;
import dev.tutti.kernel.store.InList;
import dev.tutti.kernel.store.Row;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.ProjectId;
import dev.tutti.projects.TreeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The SQL of granted locks. */
final class LockTable {

    private static final String SELECT = """
            SELECT id, project_id, tree_id, path, path_key, is_glob, mode, holder_id, actor_id, fence, hold, hard, settled,
                   changed, found_file, found_head, dirty_before, reason, granted_at, expires_at
            FROM lock_grant
            """;

    /** Every lock of the project, in whichever tree, whose key overlaps. */
    List<Lock> overlapping(Tx tx, LockKey key) {
        List<Lock> candidates = key.pattern().isLiteral() ? aroundPath(tx, key) : aroundGlob(tx, key);
        return candidates.stream().filter(lock -> lock.key().overlaps(key)).toList();
    }

    private List<Lock> aroundPath(Tx tx, LockKey key) {
        String path = key.pattern().literalPath().orElseThrow();
        InList folders = new InList(GlobIndex.prefixesOf(path));
        List<Object> parameters = new ArrayList<>(
                List.of(key.project().value(), path, key.project().value()));
        parameters.addAll(folders.values());
        return tx.list(
                SELECT + " WHERE project_id = ? AND is_glob = 0 AND path_key = ? UNION ALL " + SELECT
                        + " WHERE project_id = ? AND is_glob = 1 AND prefix IN (" + folders.marks() + ")",
                LockTable::read,
                parameters.toArray());
    }

    private List<Lock> aroundGlob(Tx tx, LockKey key) {
        KeyRange paths = GlobIndex.pathsFor(key.pattern());
        KeyRange below = GlobIndex.foldersFor(key.pattern());
        InList folders = new InList(GlobIndex.prefixesOf(key.pattern().folder()));
        long project = key.project().value();
        List<Object> parameters = new ArrayList<>(
                List.of(project, paths.from(), paths.below(), project, below.from(), below.below(), project));
        parameters.addAll(folders.values());
        List<Lock> found = tx.list(
                SELECT + " WHERE project_id = ? AND is_glob = 0 AND path_key >= ? AND path_key < ? UNION " + SELECT
                        + " WHERE project_id = ? AND is_glob = 1 AND prefix >= ? AND prefix < ? UNION " + SELECT
                        + " WHERE project_id = ? AND is_glob = 1 AND prefix IN (" + folders.marks() + ")",
                LockTable::read,
                parameters.toArray());
        return found;
    }

    Lock insert(Tx tx, LockRequest request, long fence) {
        LockKey key = request.key();
        PreImage before = request.call().map(PreImage::of).orElse(PreImage.UNKNOWN);
        long id = tx.insert(
                """
                INSERT INTO lock_grant (project_id, tree_id, path, path_key, is_glob, prefix, mode, holder_id, actor_id,
                    fence, hold, hard, settled, changed, found_file, found_head, dirty_before, reason, granted_at,
                    expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                RETURNING id
                """,
                key.project().value(),
                treeColumn(key),
                key.path(),
                key.pattern().key(),
                !key.pattern().isLiteral(),
                key.pattern().isLiteral() ? "" : key.pattern().folder(),
                request.mode().name(),
                request.holder().value(),
                request.actor().value(),
                fence,
                request.terms().hold().name(),
                request.terms().hard(),
                request.call().isEmpty(),
                false,
                fileColumn(before),
                before.head().orElse(""),
                before.dirty().name(),
                request.reason(),
                tx.now(),
                request.terms().ttl().map(ttl -> tx.now().plus(ttl)));
        return new Lock(
                new LockId(id),
                key,
                request.mode(),
                request.holder(),
                request.actor(),
                fence,
                request.terms().hold(),
                request.terms().hard(),
                request.call().isEmpty(),
                false,
                before,
                request.reason(),
                tx.now(),
                request.terms().ttl().map(ttl -> tx.now().plus(ttl)));
    }

    Optional<Lock> find(Tx tx, LockId id) {
        return tx.first(SELECT + " WHERE id = ?", LockTable::read, id.value());
    }

    List<Lock> ofHolder(Tx tx, InstanceId holder, ProjectId project) {
        return tx.list(
                SELECT + " WHERE holder_id = ? AND project_id = ? ORDER BY id",
                LockTable::read,
                holder.value(),
                project.value());
    }

    List<Lock> ofProject(Tx tx, ProjectId project, int limit) {
        return tx.list(SELECT + " WHERE project_id = ? ORDER BY id LIMIT ?", LockTable::read, project.value(), limit);
    }

    /** How many locks of a project each of its holders has. */
    Map<InstanceId, Integer> counts(Tx tx, ProjectId project) {
        return tx
                .list(
                        "SELECT holder_id, COUNT(*) AS locks FROM lock_grant WHERE project_id = ? GROUP BY holder_id",
                        row -> Map.entry(new InstanceId(row.number("holder_id")), (int) row.number("locks")),
                        project.value())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    List<Lock> inTree(Tx tx, TreeId tree, int limit) {
        return tx.list(SELECT + " WHERE tree_id = ? ORDER BY id LIMIT ?", LockTable::read, tree.value(), limit);
    }

    List<Lock> wanted(Tx tx, Instant now, int limit) {
        return tx.list(SELECT + """
                          WHERE settled = 1 AND hold = 'TASK' AND tree_id <> 0
                            AND (id IN (SELECT lock_id FROM lock_interest)
                                OR holder_id IN (SELECT blocker_id FROM lock_waiter WHERE leased_until > ?))
                          ORDER BY id LIMIT ?
                         """, LockTable::read, now, limit);
    }

    List<ProjectId> projectsOf(Tx tx, InstanceId holder) {
        return tx.list("""
                SELECT project_id FROM lock_grant WHERE holder_id = ?
                UNION SELECT project_id FROM lock_call WHERE holder_id = ?
                ORDER BY project_id
                """, row -> new ProjectId(row.number("project_id")), holder.value(), holder.value());
    }

    List<ProjectId> projectsWithExpired(Tx tx, Instant now) {
        return tx.list("""
                SELECT project_id FROM lock_grant WHERE expires_at <= ?
                UNION SELECT project_id FROM lock_waiter WHERE leased_until <= ?
                ORDER BY project_id
                """, row -> new ProjectId(row.number("project_id")), now, now);
    }

    List<Lock> expired(Tx tx, ProjectId project, Instant now) {
        return tx.list(
                SELECT + " WHERE project_id = ? AND expires_at <= ? ORDER BY id",
                LockTable::read,
                project.value(),
                now);
    }

    Optional<Instant> nextExpiry(Tx tx) {
        return tx.first(
                        "SELECT MIN(expires_at) AS at FROM lock_grant WHERE expires_at IS NOT NULL",
                        row -> row.optionalInstant("at"))
                .flatMap(at -> at);
    }

    void delete(Tx tx, LockId id) {
        tx.update("DELETE FROM lock_grant WHERE id = ?", id.value());
    }

    void setTerms(Tx tx, Lock lock) {
        tx.update(
                """
                UPDATE lock_grant
                SET mode = ?, hold = ?, hard = ?, settled = ?, found_file = ?, found_head = ?, reason = ?,
                    expires_at = ?, actor_id = ?
                WHERE id = ?
                """,
                lock.mode().name(),
                lock.hold().name(),
                lock.hard(),
                lock.settled(),
                fileColumn(lock.before()),
                lock.before().head().orElse(""),
                lock.reason(),
                lock.expiresAt(),
                lock.actor().value(),
                lock.id().value());
    }

    void noteContent(Tx tx, LockId id, String sha1) {
        tx.update("UPDATE lock_grant SET content = ? WHERE id = ? AND content = ''", sha1, id.value());
    }

    Map<LockId, String> contents(Tx tx, ProjectId project) {
        Map<LockId, String> contents = new HashMap<>();
        tx.list(
                        "SELECT id, content FROM lock_grant WHERE project_id = ? AND content <> ''",
                        row -> Map.entry(new LockId(row.number("id")), row.text("content")),
                        project.value())
                .forEach(noted -> contents.put(noted.getKey(), noted.getValue()));
        return contents;
    }

    void settle(Tx tx, LockId id) {
        tx.update("UPDATE lock_grant SET settled = 1 WHERE id = ?", id.value());
    }

    /** A call under it has changed the file. */
    void change(Tx tx, LockId id) {
        tx.update("UPDATE lock_grant SET settled = 1, changed = 1 WHERE id = ?", id.value());
    }

    /** Git has told what the holder found; nothing when the lock is another one by now. */
    void setDirtyBefore(Tx tx, Lock lock, PreImage.Dirty dirty) {
        tx.update(
                "UPDATE lock_grant SET dirty_before = ? WHERE id = ? AND fence = ?",
                dirty.name(),
                lock.id().value(),
                lock.fence());
    }

    void passToParent(Tx tx, InstanceId child, InstanceId parent) {
        tx.update("UPDATE lock_grant SET actor_id = ? WHERE actor_id = ?", parent.value(), child.value());
        tx.update("UPDATE lock_call SET actor_id = ? WHERE actor_id = ?", parent.value(), child.value());
    }

    void extendTerms(Tx tx, long millis) {
        tx.update("UPDATE lock_grant SET expires_at = expires_at + ? WHERE expires_at IS NOT NULL", millis);
    }

    private static String fileColumn(PreImage before) {
        return before.file().map(FileLook::text).orElse("");
    }

    static long treeColumn(LockKey key) {
        return key.tree().map(TreeId::value).orElse(0L);
    }

    /** The key of a row that has the columns {@code project_id, tree_id, path, path_key, is_glob}. */
    static LockKey key(Row row) {
        long tree = row.number("tree_id");
        return new LockKey(
                new ProjectId(row.number("project_id")),
                tree == 0 ? Optional.empty() : Optional.of(new TreeId(tree)),
                row.text("path"),
                Glob.ofKey(row.text("path_key"), row.flag("is_glob")));
    }

    private static PreImage before(Row row) {
        return new PreImage(
                FileLook.parse(row.text("found_file")),
                Optional.of(row.text("found_head")).filter(head -> !head.isEmpty()),
                PreImage.Dirty.valueOf(row.text("dirty_before")));
    }

    private static Lock read(Row row) {
        return new Lock(
                new LockId(row.number("id")),
                key(row),
                LockMode.valueOf(row.text("mode")),
                new InstanceId(row.number("holder_id")),
                new InstanceId(row.number("actor_id")),
                row.number("fence"),
                Hold.valueOf(row.text("hold")),
                row.flag("hard"),
                row.flag("settled"),
                row.flag("changed"),
                before(row),
                row.text("reason"),
                row.instant("granted_at"),
                row.optionalInstant("expires_at"));
    }
}
