package dev.tutti.pool;

import dev.tutti.instances.Instance;
import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.InList;
import dev.tutti.kernel.store.Row;
import dev.tutti.kernel.store.Tx;
import dev.tutti.projects.Affected;
import dev.tutti.projects.PathLinks;
import dev.tutti.projects.ProjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The SQL of the pool. */
final class PoolTable {

    private static final PathLinks PATHS = new PathLinks("pool_path", "entry_id");

    /** So much of a summary is read where many entries are: one may have a quarter of a megabyte. */
    private static final int SUMMARY_BRIEF = 2_000;

    private static final String WHOLE = select("entry.summary");

    static final String SELECT = select("SUBSTR(entry.summary, 1, " + SUMMARY_BRIEF + ")");

    private static String select(String summary) {
        return "SELECT entry.id, entry.project_id, action, said, topic, " + summary + """
                 AS summary, affects, blocks, origin, author_id, author_name, once, live, ended_by, entry.at, ends_at
                FROM pool_entry entry
                """;
    }

    static final String LIVE = " entry.project_id = ? AND live = 1 AND ends_at > ? ";

    private static final String OPEN = " AND action IN ('CLAIMED', 'BLOCKED') ";

    private static final String NEWEST = " ORDER BY entry.at DESC, entry.id DESC LIMIT ?";

    EntryId insert(Tx tx, PoolEntry entry, List<String> words) {
        PoolDraft draft = entry.draft();
        long id = tx.insert(
                """
                INSERT INTO pool_entry (project_id, action, said, topic, summary, affects, blocks, origin, author_id,
                    author_name, once, live, ended_by, at, ends_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, '', ?, ?)
                RETURNING id
                """,
                entry.project().value(),
                draft.action().name(),
                draft.said(),
                draft.topic(),
                draft.summary(),
                draft.affects(),
                draft.blocks(),
                draft.origin().name(),
                entry.author().value(),
                entry.authorName(),
                draft.once(),
                entry.at(),
                entry.endsAt());
        PATHS.insert(tx, entry.project(), id, draft.paths());
        insertWords(tx, entry, id, words);
        return new EntryId(id);
    }

    /** In rows of one statement each, since an entry has many. */
    private static void insertWords(Tx tx, PoolEntry entry, long id, List<String> words) {
        if (words.isEmpty()) {
            return;
        }
        List<Object> parameters = new ArrayList<>();
        words.forEach(word -> parameters.addAll(List.of(entry.project().value(), word, entry.at(), id)));
        tx.update(
                "INSERT INTO pool_word (project_id, word, at, entry_id) VALUES "
                        + String.join(", ", Collections.nCopies(words.size(), "(?, ?, ?, ?)")),
                parameters.toArray());
    }

    Optional<PoolEntry> find(Tx tx, ProjectId project, EntryId id) {
        return whole(
                        tx,
                        tx.list(
                                WHOLE + " WHERE entry.project_id = ? AND entry.id = ?",
                                PoolTable::read,
                                project.value(),
                                id.value()))
                .stream()
                .findFirst();
    }

    Optional<PoolEntry> once(Tx tx, ProjectId project, InstanceId author, String once) {
        return whole(
                        tx,
                        tx.list(
                                WHOLE + " WHERE entry.project_id = ? AND author_id = ? AND once = ? AND once <> ''",
                                PoolTable::read,
                                project.value(),
                                author.value(),
                                once))
                .stream()
                .findFirst();
    }

    /** Whether somebody posted an entry of that action and origin lately. */
    boolean any(Tx tx, ProjectId project, Instance author, PoolDraft draft, Instant since) {
        return tx.first(
                        """
                        SELECT 1 AS known FROM pool_entry
                        WHERE project_id = ? AND author_name = ? AND at > ? AND author_id = ? AND origin = ? AND action = ?
                        LIMIT 1
                        """,
                        row -> row.flag("known"),
                        project.value(),
                        author.name(),
                        since,
                        author.id().value(),
                        draft.origin().name(),
                        draft.action().name())
                .isPresent();
    }

    /**
     * The newest first.
     *
     * @param after only those that come after it, when given
     */
    List<PoolEntry> page(Tx tx, ProjectId project, PoolFilter filter, Optional<PoolEntry> after, boolean inFull) {
        Condition condition = condition(project, filter);
        StringBuilder sql = new StringBuilder((inFull ? WHOLE : SELECT) + condition.sql());
        List<Object> parameters = new ArrayList<>(condition.parameters());
        after.ifPresent(last -> {
            sql.append(" AND (entry.at < ? OR (entry.at = ? AND entry.id < ?))");
            parameters.addAll(List.of(last.at(), last.at(), last.id().value()));
        });
        boolean searches = filter.search().isPresent();
        sql.append(searches ? " ORDER BY word.at DESC, word.entry_id DESC LIMIT ?" : NEWEST);
        parameters.add(filter.limit());
        return whole(tx, tx.list(sql.toString(), PoolTable::read, parameters.toArray()));
    }

    /** How many there are, by author and action. */
    List<PoolCount> counts(Tx tx, ProjectId project, PoolFilter filter) {
        Condition condition = condition(project, filter);
        return tx.list(
                "SELECT author_name, action, COUNT(*) AS n FROM pool_entry entry " + condition.sql()
                        + " GROUP BY author_name, action ORDER BY author_name, action",
                row -> new PoolCount(row.text("author_name"), PoolAction.valueOf(row.text("action")), row.number("n")),
                condition.parameters().toArray());
    }

    /** What a filter asks, from the JOIN or WHERE on. */
    private record Condition(String sql, List<Object> parameters) {}

    private static Condition condition(ProjectId project, PoolFilter filter) {
        StringBuilder sql = new StringBuilder();
        List<Object> parameters = new ArrayList<>();
        List<String> words = filter.search().map(PoolWords::indexed).orElse(List.of());
        if (filter.search().isEmpty()) {
            sql.append(" WHERE entry.project_id = ?");
            parameters.add(project.value());
            filter.since().ifPresent(since -> {
                sql.append(" AND entry.at >= ?");
                parameters.add(since);
            });
        } else {
            searched(sql, parameters, project, filter, words);
        }
        filter.author().ifPresent(author -> {
            sql.append(" AND author_name = ?");
            parameters.add(author);
        });
        filter.action().ifPresent(action -> {
            sql.append(" AND action = ?");
            parameters.add(action.name());
        });
        filter.topic().ifPresent(topic -> {
            sql.append(" AND LOWER(topic || ' ' || entry.summary || ' ' || affects) LIKE ? ESCAPE '!'");
            parameters.add("%" + topic.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%");
        });
        return new Condition(sql.toString(), parameters);
    }

    /** By the longest word, which is likely the rarest; the others are looked up for each that has it. */
    private static void searched(
            StringBuilder sql, List<Object> parameters, ProjectId project, PoolFilter filter, List<String> words) {
        // Words that say nothing are not kept: a search for these alone finds nothing.
        List<String> rarest = words.isEmpty()
                ? List.of("")
                : words.stream()
                        .sorted((a, b) -> Integer.compare(b.length(), a.length()))
                        .toList();
        sql.append(" JOIN pool_word word ON word.entry_id = entry.id WHERE word.project_id = ? AND word.word = ?");
        parameters.addAll(List.of(project.value(), rarest.getFirst()));
        filter.since().ifPresent(since -> {
            sql.append(" AND word.at >= ?");
            parameters.add(since);
        });
        for (String word : rarest.subList(1, rarest.size())) {
            sql.append("""
                     AND EXISTS (SELECT 1 FROM pool_word also WHERE also.project_id = word.project_id
                         AND also.word = ? AND also.at = word.at AND also.entry_id = word.entry_id)
                    """);
            parameters.add(word);
        }
    }

    /** After a number, oldest first, in full. */
    List<PoolEntry> after(Tx tx, ProjectId project, EntryId last, int limit) {
        return whole(
                tx,
                tx.list(
                        WHOLE + " WHERE entry.project_id = ? AND entry.id > ? ORDER BY entry.id LIMIT ?",
                        PoolTable::read,
                        project.value(),
                        last.value(),
                        limit));
    }

    List<ProjectId> projectsAfter(Tx tx, EntryId last) {
        return tx.list(
                "SELECT DISTINCT project_id FROM pool_entry WHERE id > ? ORDER BY project_id",
                row -> new ProjectId(row.number("project_id")),
                last.value());
    }

    List<PoolEntry> newestLive(Tx tx, ProjectId project, boolean openOnly, int limit) {
        return whole(
                tx,
                tx.list(
                        SELECT + " WHERE " + LIVE + (openOnly ? OPEN : "") + NEWEST,
                        PoolTable::read,
                        project.value(),
                        tx.now(),
                        limit));
    }

    /** The newest live claims and blockers of an author, and the newest live blockers of others. */
    List<PoolEntry> endable(Tx tx, ProjectId project, InstanceId author, int max) {
        List<PoolEntry> own = tx.list(
                SELECT + " WHERE author_id = ? AND entry.project_id = ? AND live = 1 AND ends_at > ? " + OPEN + NEWEST,
                PoolTable::read,
                author.value(),
                project.value(),
                tx.now(),
                max);
        List<PoolEntry> others = tx.list(
                SELECT + " WHERE " + LIVE + OPEN + " AND action = 'BLOCKED' AND author_id <> ? " + NEWEST,
                PoolTable::read,
                project.value(),
                tx.now(),
                author.value(),
                max);
        return whole(tx, Stream.concat(own.stream(), others.stream()).toList());
    }

    /** Live claims of others that may be about a path, and that a reader was not warned of. */
    List<PoolEntry> unwarnedClaims(Tx tx, ProjectId project, String pathKey, InstanceId reader) {
        PathLinks.About about = PATHS.about(project, pathKey);
        List<Object> parameters = new ArrayList<>(about.parameters());
        parameters.addAll(List.of(tx.now(), reader.value(), reader.value()));
        return whole(
                tx,
                tx.list(
                        SELECT + " WHERE entry.id IN (" + about.ids() + ")" + """
                                 AND live = 1 AND action = 'CLAIMED' AND ends_at > ? AND author_id <> ?
                                 AND NOT EXISTS (SELECT 1 FROM pool_warned
                                     WHERE entry_id = entry.id AND instance_id = ?)
                                 ORDER BY entry.id
                                """,
                        PoolTable::read,
                        parameters.toArray()));
    }

    /** The newest number of a project; 0 when there is none. */
    EntryId newest(Tx tx, ProjectId project) {
        return new EntryId(tx.first(
                        "SELECT id FROM pool_entry WHERE project_id = ? ORDER BY id DESC LIMIT 1",
                        row -> row.number("id"),
                        project.value())
                .orElse(0L));
    }

    void end(Tx tx, EntryId entry, PoolEnd how) {
        tx.update("UPDATE pool_entry SET live = 0, ended_by = ? WHERE id = ?", how.name(), entry.value());
    }

    /** Live claims of an author that have no end of their own. */
    List<PoolEntry> claimsOf(Tx tx, InstanceId author) {
        return whole(
                tx,
                tx.list(
                        SELECT + " WHERE author_id = ? AND live = 1 AND action = 'CLAIMED' ORDER BY entry.id",
                        PoolTable::read,
                        author.value()));
    }

    boolean isAnyOver(Tx tx) {
        return tx.first(
                        "SELECT 1 AS known FROM pool_entry WHERE live = 1 AND ends_at <= ? LIMIT 1",
                        row -> row.flag("known"),
                        tx.now())
                .isPresent();
    }

    /** Marks some whose time has passed; returns how many. */
    int expire(Tx tx, int max) {
        return tx.update("""
                UPDATE pool_entry SET live = 0, ended_by = 'EXPIRED'
                WHERE id IN (SELECT id FROM pool_entry WHERE live = 1 AND ends_at <= ? ORDER BY ends_at LIMIT ?)
                """, tx.now(), max);
    }

    /** Some that ended and are older; returns them. */
    List<Long> over(Tx tx, ProjectId project, Instant before, int max) {
        return tx.list(
                "SELECT id FROM pool_entry WHERE project_id = ? AND at < ? AND live = 0 ORDER BY at, id LIMIT ?",
                row -> row.number("id"),
                project.value(),
                before,
                max);
    }

    void delete(Tx tx, List<Long> entries) {
        InList ids = new InList(entries);
        Object[] parameters = ids.values().toArray();
        for (String table : List.of("pool_word", "pool_path", "pool_warned")) {
            tx.update("DELETE FROM " + table + " WHERE entry_id IN (" + ids.marks() + ")", parameters);
        }
        tx.update("DELETE FROM pool_entry WHERE id IN (" + ids.marks() + ")", parameters);
    }

    /** With the paths of each, which are rows of their own. */
    static List<PoolEntry> whole(Tx tx, List<PoolEntry> bare) {
        Map<Long, List<Affected>> paths = PATHS.of(
                tx,
                bare.stream()
                        .filter(each -> !each.draft().affects().isEmpty())
                        .map(each -> each.id().value())
                        .toList());
        return bare.stream()
                .map(each -> each.about(paths.getOrDefault(each.id().value(), List.of())))
                .toList();
    }

    static PoolEntry read(Row row) {
        PoolDraft draft = new PoolDraft(
                PoolAction.valueOf(row.text("action")),
                row.text("said"),
                row.text("topic"),
                row.text("summary"),
                row.text("affects"),
                List.of(),
                row.text("blocks"),
                Optional.empty(),
                Origin.valueOf(row.text("origin")),
                row.text("once"));
        return new PoolEntry(
                new EntryId(row.number("id")),
                new ProjectId(row.number("project_id")),
                draft,
                new InstanceId(row.number("author_id")),
                row.text("author_name"),
                row.instant("at"),
                row.instant("ends_at"),
                row.flag("live") ? Optional.empty() : Optional.of(PoolEnd.valueOf(row.text("ended_by"))));
    }
}
