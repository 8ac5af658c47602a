package dev.tutti.instances;

import dev.tutti.kernel.process.ProcessIdentity;
import dev.tutti.kernel.store.Row;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.ProjectId;
import dev.tutti.projects.TreeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL of the table {@code instance}. */
final class InstanceTable {

    private static final String SELECT = """
            SELECT id, public_id, project_id, tree_id, parent_id, host_id, name, agent, session, agent_id, role, task,
                   task_source, branch, directory, machine, boot, namespace, pid, start_ticks, turn, started_at, seen_at,
                   turn_at, expires_at, ended_at
            FROM instance
            """;

    /** Inserts every column but the id, which the database draws. */
    InstanceId insert(Tx tx, Instance instance) {
        Optional<ProcessIdentity> process = instance.process();
        return new InstanceId(tx.insert(
                """
                INSERT INTO instance (public_id, project_id, tree_id, parent_id, host_id, name, agent, session, agent_id,
                    role, task, task_source, branch, directory, machine, boot, namespace, pid, start_ticks, turn,
                    started_at, seen_at, turn_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                RETURNING id
                """,
                instance.publicId(),
                instance.project().value(),
                instance.tree().map(TreeId::value),
                instance.parent().map(InstanceId::value),
                instance.host(),
                instance.name(),
                instance.agent(),
                instance.session(),
                instance.agentId(),
                instance.role(),
                instance.task(),
                instance.taskSource().name(),
                instance.branch(),
                instance.directory(),
                process.map(ProcessIdentity::machine),
                process.map(ProcessIdentity::boot),
                process.map(ProcessIdentity::namespace),
                process.map(ProcessIdentity::pid),
                process.map(ProcessIdentity::startTicks),
                instance.turn().name(),
                instance.startedAt(),
                instance.seenAt(),
                instance.turnAt(),
                instance.expiresAt()));
    }

    Optional<Instance> find(Tx tx, InstanceId id) {
        return tx.first(SELECT + " WHERE id = ?", InstanceTable::read, id.value());
    }

    Optional<Instance> byPublicId(Tx tx, String publicId) {
        return tx.first(SELECT + " WHERE public_id = ?", InstanceTable::read, publicId);
    }

    Optional<Instance> livingByName(Tx tx, ProjectId project, String name) {
        return tx.first(
                SELECT + " WHERE project_id = ? AND name = ? AND ended_at IS NULL",
                InstanceTable::read,
                project.value(),
                name);
    }

    /** The living roots and children of one session; roots first, as they were registered. */
    List<Instance> livingOfSession(Tx tx, String agent, String session) {
        return tx.list(
                SELECT + " WHERE session = ? AND agent = ? AND ended_at IS NULL ORDER BY id",
                InstanceTable::read,
                session,
                agent);
    }

    /** The roots of a session that have ended, in whichever project, the newest first. */
    List<Instance> endedOfSession(Tx tx, String agent, String session, int limit) {
        return tx.list(SELECT + """
                                   WHERE session = ? AND agent = ? AND parent_id IS NULL AND ended_at IS NOT NULL
                                  ORDER BY id DESC LIMIT ?
                                  """, InstanceTable::read, session, agent, limit);
    }

    /** The root of a session that had a name in a project last. */
    Optional<Instance> endedByName(Tx tx, ProjectId project, String name) {
        return tx.list(SELECT + """
                                   WHERE project_id = ? AND name = ? AND parent_id IS NULL AND session IS NOT NULL
                                    AND ended_at IS NOT NULL
                                  ORDER BY id DESC LIMIT 1
                                  """, InstanceTable::read, project.value(), name).stream()
                .findFirst();
    }

    /** The living session of one process, if any. */
    Optional<Instance> livingOfProcess(Tx tx, long host, ProcessIdentity process) {
        return tx
                .list(
                        SELECT + """
                                   WHERE host_id = ? AND pid = ? AND start_ticks = ? AND boot = ? AND namespace = ?
                                    AND parent_id IS NULL AND session IS NOT NULL AND ended_at IS NULL
                                  ORDER BY id DESC LIMIT 1
                                  """,
                        InstanceTable::read,
                        host,
                        process.pid(),
                        process.startTicks(),
                        process.boot(),
                        process.namespace())
                .stream()
                .findFirst();
    }

    List<Instance> livingChildren(Tx tx, InstanceId parent) {
        return tx.list(
                SELECT + " WHERE parent_id = ? AND ended_at IS NULL ORDER BY id", InstanceTable::read, parent.value());
    }

    List<Instance> livingOfProject(Tx tx, ProjectId project) {
        return tx.list(
                SELECT + " WHERE project_id = ? AND ended_at IS NULL ORDER BY id",
                InstanceTable::read,
                project.value());
    }

    List<Instance> livingOfHost(Tx tx, long host) {
        return tx.list(SELECT + " WHERE host_id = ? AND ended_at IS NULL ORDER BY id", InstanceTable::read, host);
    }

    List<Instance> livingScripts(Tx tx, long host) {
        return tx.list(
                SELECT + " WHERE host_id = ? AND agent = 'script' AND pid IS NOT NULL AND ended_at IS NULL ORDER BY id",
                InstanceTable::read,
                host);
    }

    List<String> livingNames(Tx tx, ProjectId project) {
        return tx.list(
                "SELECT name FROM instance WHERE project_id = ? AND ended_at IS NULL",
                row -> row.text("name"),
                project.value());
    }

    void touch(Tx tx, InstanceId id, Instant seenAt, Optional<Instant> expiresAt) {
        tx.update("UPDATE instance SET seen_at = ?, expires_at = ? WHERE id = ?", seenAt, expiresAt, id.value());
    }

    void setTurn(Tx tx, InstanceId id, Turn turn, Instant at) {
        tx.update(
                "UPDATE instance SET turn = ?, turn_at = ?, seen_at = ? WHERE id = ?", turn.name(), at, at, id.value());
    }

    void setTask(Tx tx, InstanceId id, String task, TaskSource source) {
        tx.update("UPDATE instance SET task = ?, task_source = ? WHERE id = ?", task, source.name(), id.value());
    }

    void setRole(Tx tx, InstanceId id, String role) {
        tx.update("UPDATE instance SET role = ? WHERE id = ?", role, id.value());
    }

    void setPlace(Tx tx, InstanceId id, Sighting.Place place) {
        tx.update(
                "UPDATE instance SET tree_id = ?, directory = ?, branch = ?, host_id = ? WHERE id = ?",
                place.tree().map(TreeId::value),
                place.directory(),
                place.branch(),
                place.host(),
                id.value());
    }

    void setProcess(Tx tx, InstanceId id, ProcessIdentity process) {
        tx.update(
                """
                UPDATE instance
                SET machine = ?, boot = ?, namespace = ?, pid = ?, start_ticks = ?, expires_at = NULL
                WHERE id = ?
                """,
                process.machine(),
                process.boot(),
                process.namespace(),
                process.pid(),
                process.startTicks(),
                id.value());
    }

    /** Gives a session's rows, the root's and its children's, to the session that follows it. */
    void renameSession(Tx tx, Instance root, String session) {
        tx.update(
                "UPDATE instance SET session = ? WHERE (id = ? OR parent_id = ?) AND ended_at IS NULL",
                session,
                root.id().value(),
                root.id().value());
    }

    void setEnded(Tx tx, InstanceId id, Instant at) {
        tx.update("UPDATE instance SET ended_at = ? WHERE id = ?", at, id.value());
    }

    void revive(Tx tx, InstanceId id, String name, Turn turn, Instant at) {
        tx.update("""
                UPDATE instance
                SET ended_at = NULL, name = ?, turn = ?, seen_at = ?, turn_at = ?,
                    machine = NULL, boot = NULL, namespace = NULL, pid = NULL, start_ticks = NULL
                WHERE id = ?
                """, name, turn.name(), at, at, id.value());
    }

    void extendTerms(Tx tx, long millis) {
        tx.update(
                "UPDATE instance SET expires_at = expires_at + ? WHERE expires_at IS NOT NULL AND ended_at IS NULL",
                millis);
    }

    private static Instance read(Row row) {
        return new Instance(
                new InstanceId(row.number("id")),
                row.text("public_id"),
                row.text("name"),
                row.text("agent"),
                row.optionalText("session"),
                row.optionalText("agent_id"),
                row.optionalNumber("parent_id").map(InstanceId::new),
                new ProjectId(row.number("project_id")),
                row.optionalNumber("tree_id").map(TreeId::new),
                row.optionalText("role"),
                row.optionalText("task"),
                TaskSource.valueOf(row.text("task_source")),
                row.optionalText("branch"),
                row.text("directory"),
                process(row),
                row.number("host_id"),
                Turn.valueOf(row.text("turn")),
                row.instant("started_at"),
                row.instant("seen_at"),
                row.instant("turn_at"),
                row.optionalInstant("expires_at"),
                row.optionalInstant("ended_at"));
    }

    private static Optional<ProcessIdentity> process(Row row) {
        return row.optionalNumber("pid")
                .map(pid -> new ProcessIdentity(
                        row.text("machine"), row.text("boot"), row.text("namespace"), pid, row.number("start_ticks")));
    }
}
