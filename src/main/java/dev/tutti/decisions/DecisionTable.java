package dev.tutti.decisions;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.Row;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.Affected;
import dev.tutti.projects.PathLinks;
import dev.tutti.projects.ProjectId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SQL of decisions. */
final class DecisionTable {

    private static final PathLinks PATHS = new PathLinks("decision_path", "decision_id");

    private static final String COLUMNS = """
            decision.id, decision.project_id, public_id, category, scope, title, description, problem, alternatives,
            rationale, dependencies, status, superseded_by, maker, maker_name, maker_role, archived, at, changed_at
            """;

    private static final String SELECT = "SELECT " + COLUMNS + " FROM decision ";

    private static final String IN_FORCE = " AND archived = 0 AND status IN ('ACCEPTED', 'IMPLEMENTED') ";

    /** The next number of a day; none is ever given twice. Its project's row must be held. */
    long nextNumber(Tx tx, ProjectId project, String day) {
        long next = 1
                + tx.first(
                                "SELECT last FROM decision_day WHERE project_id = ? AND day = ?",
                                row -> row.number("last"),
                                project.value(),
                                day)
                        .orElse(0L);
        tx.update("""
                INSERT INTO decision_day (project_id, day, last) VALUES (?, ?, ?)
                ON CONFLICT (project_id, day) DO UPDATE SET last = excluded.last
                """, project.value(), day, next);
        return next;
    }

    DecisionId insert(Tx tx, Decision decision) {
        Draft draft = decision.draft();
        DecisionId id = new DecisionId(tx.insert(
                """
                INSERT INTO decision (project_id, public_id, category, scope, title, description, problem, alternatives,
                    rationale, dependencies, status, superseded_by, maker, maker_name, maker_role, archived, at, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, 0, ?, ?)
                RETURNING id
                """,
                decision.project().value(),
                decision.publicId(),
                draft.category(),
                draft.scope(),
                draft.title(),
                draft.description(),
                draft.problem(),
                String.join("\n", draft.alternatives()),
                draft.rationale(),
                String.join("\n", draft.dependencies()),
                decision.status().name(),
                decision.maker().publicId(),
                decision.maker().name(),
                decision.maker().role(),
                decision.at(),
                decision.changedAt()));
        PATHS.insert(tx, decision.project(), id.value(), draft.paths());
        return id;
    }

    void setStatus(Tx tx, Decision decision) {
        tx.update(
                "UPDATE decision SET status = ?, superseded_by = ?, changed_at = ? WHERE id = ?",
                decision.status().name(),
                decision.supersededBy().orElse(""),
                decision.changedAt(),
                decision.id().value());
    }

    Optional<Decision> find(Tx tx, ProjectId project, String publicId) {
        return whole(
                        tx,
                        tx.list(
                                SELECT + " WHERE project_id = ? AND public_id = ?",
                                DecisionTable::read,
                                project.value(),
                                publicId))
                .stream()
                .findFirst();
    }

    /** The newest first. */
    List<Decision> list(Tx tx, ProjectId project, DecisionFilter filter) {
        StringBuilder sql = new StringBuilder(SELECT).append(" WHERE project_id = ?");
        List<Object> parameters = new ArrayList<>(List.of(project.value()));
        if (!filter.archivedToo()) {
            sql.append(" AND archived = 0");
        }
        filter.category().ifPresent(category -> {
            sql.append(" AND category = ?");
            parameters.add(category);
        });
        filter.status().ifPresent(status -> {
            sql.append(" AND status = ?");
            parameters.add(status.name());
        });
        for (String word : filter.words()) {
            sql.append(
                    " AND LOWER(title || ' ' || description || ' ' || problem || ' ' || rationale) LIKE ? ESCAPE '!'");
            parameters.add("%" + word.replaceAll("([!%_])", "!$1") + "%");
        }
        sql.append(" ORDER BY id DESC LIMIT ?");
        parameters.add(filter.limit());
        return whole(tx, tx.list(sql.toString(), DecisionTable::read, parameters.toArray()));
    }

    /** Those in force, the newest first. */
    List<Decision> inForce(Tx tx, ProjectId project, int limit) {
        return whole(
                tx,
                tx.list(
                        SELECT + " WHERE project_id = ? " + IN_FORCE + " ORDER BY id DESC LIMIT ?",
                        DecisionTable::read,
                        project.value(),
                        limit));
    }

    long count(Tx tx, ProjectId project) {
        return tx.first(
                        "SELECT COUNT(*) AS n FROM decision WHERE project_id = ? AND archived = 0",
                        row -> row.number("n"),
                        project.value())
                .orElse(0L);
    }

    Map<String, Long> countsByCategory(Tx tx, ProjectId project) {
        Map<String, Long> counts = new LinkedHashMap<>();
        tx.list("""
                        SELECT category, COUNT(*) AS n FROM decision WHERE project_id = ? AND archived = 0
                        GROUP BY category ORDER BY category
                        """, row -> Map.entry(row.text("category"), row.number("n")), project.value())
                .forEach(each -> counts.put(each.getKey(), each.getValue()));
        return counts;
    }

    /** Those in force that may be about a path, and that an instance was not told all of in this conversation; oldest first. */
    List<Decision> unshownAbout(Tx tx, ProjectId project, String pathKey, InstanceId reader) {
        PathLinks.About about = PATHS.about(project, pathKey);
        List<Object> parameters = new ArrayList<>(about.parameters());
        parameters.add(reader.value());
        List<Decision> found = tx.list(
                SELECT + " WHERE id IN (" + about.ids() + ") " + IN_FORCE + """
                           AND NOT EXISTS (SELECT 1 FROM decision_shown
                               WHERE decision_id = decision.id AND instance_id = ? AND in_full = 1)
                         ORDER BY id
                         """,
                DecisionTable::read,
                parameters.toArray());
        return whole(tx, found);
    }

    void show(Tx tx, DecisionId decision, InstanceId reader, boolean inFull) {
        tx.update("""
                INSERT INTO decision_shown (decision_id, instance_id, in_full) VALUES (?, ?, ?)
                ON CONFLICT (instance_id, decision_id) DO UPDATE SET in_full = excluded.in_full
                """, decision.value(), reader.value(), inFull);
    }

    List<InstanceId> shownTo(Tx tx, DecisionId decision) {
        return tx.list(
                "SELECT instance_id FROM decision_shown WHERE decision_id = ? ORDER BY instance_id",
                row -> new InstanceId(row.number("instance_id")),
                decision.value());
    }

    void forget(Tx tx, InstanceId reader) {
        tx.update("DELETE FROM decision_shown WHERE instance_id = ?", reader.value());
    }

    /** Takes all but the newest out of sight; returns how many. */
    int archive(Tx tx, ProjectId project, int kept) {
        return tx.update("""
                UPDATE decision SET archived = 1
                WHERE project_id = ? AND archived = 0 AND id NOT IN (
                    SELECT id FROM decision WHERE project_id = ? AND archived = 0 ORDER BY id DESC LIMIT ?)
                """, project.value(), project.value(), kept);
    }

    /** With the paths of each, which are rows of their own. */
    private static List<Decision> whole(Tx tx, List<Decision> bare) {
        Map<Long, List<Affected>> paths =
                PATHS.of(tx, bare.stream().map(each -> each.id().value()).toList());
        return bare.stream()
                .map(each -> each.about(paths.getOrDefault(each.id().value(), List.of())))
                .toList();
    }

    private static Decision read(Row row) {
        Draft draft = new Draft(
                row.text("category"),
                row.text("scope"),
                row.text("title"),
                row.text("description"),
                row.text("problem"),
                row.text("alternatives").lines().toList(),
                row.text("rationale"),
                List.of(),
                row.text("dependencies").lines().toList());
        return new Decision(
                new DecisionId(row.number("id")),
                new ProjectId(row.number("project_id")),
                row.text("public_id"),
                draft,
                DecisionStatus.valueOf(row.text("status")),
                Optional.of(row.text("superseded_by")).filter(next -> !next.isEmpty()),
                new Decision.Maker(row.text("maker"), row.text("maker_name"), row.text("maker_role")),
                row.instant("at"),
                row.instant("changed_at"),
                row.flag("archived"));
    }
}
