package dev.tutti.messages;

import dev.tutti.instances.InstanceId;
import dev.tutti.kernel.store.InList;
import dev.tutti.kernel.store.Row;
import dev.tutti.kernel.store.Tx;
import dev.tutti.messages.Delivery.State;
import dev.tutti.projects.ProjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The SQL of messages and deliveries. */
final class MessageTable {

    private static final String MESSAGE = """
            message.id, message.project_id, thread_id, answers_id, sender_id, sender_name, addressed, text, at,
            message.deadline_at
            """;

    private static final String DELIVERY = """
            message_id, recipient_id, recipient_name, state, carrier, injected_at, seen_at, acknowledged_at, missed
            """;

    private static final String LETTER =
            "SELECT " + MESSAGE + ", " + DELIVERY + " FROM delivery JOIN message ON message.id = message_id ";

    /** As the indexes spell it, so that they are used. */
    private static final String OPEN = " state IN ('QUEUED', 'INJECTED') ";

    MessageId insert(Tx tx, Message message, long thread, String once) {
        return new MessageId(tx.insert(
                """
                INSERT INTO message (project_id, thread_id, answers_id, sender_id, sender_name, addressed, text, once, at,
                    deadline_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                RETURNING id
                """,
                message.project().value(),
                thread,
                message.answers().map(MessageId::value).orElse(0L),
                message.sender().value(),
                message.senderName(),
                message.addressed(),
                message.text(),
                once,
                message.at(),
                message.deadline().map(Instant::toEpochMilli).orElse(0L)));
    }

    void insert(Tx tx, Message message, Delivery delivery) {
        tx.update(
                """
                INSERT INTO delivery (message_id, project_id, recipient_id, recipient_name, state, carrier, injected_at,
                    seen_at, acknowledged_at, deadline_at, missed, missed_at)
                VALUES (?, ?, ?, ?, 'QUEUED', '', 0, 0, 0, ?, '', 0)
                """,
                message.id().value(),
                message.project().value(),
                delivery.recipient().value(),
                delivery.recipientName(),
                message.deadline().map(Instant::toEpochMilli).orElse(0L));
    }

    Optional<Message> find(Tx tx, ProjectId project, MessageId id) {
        return tx.first(
                "SELECT " + MESSAGE + " FROM message WHERE id = ? AND project_id = ?",
                MessageTable::message,
                id.value(),
                project.value());
    }

    Optional<Message> findOf(Tx tx, InstanceId somebody, MessageId id) {
        return tx.first(
                "SELECT " + MESSAGE + """
                 FROM message WHERE id = ? AND (sender_id = ?
                    OR EXISTS (SELECT 1 FROM delivery WHERE message_id = message.id AND recipient_id = ?))
                """, MessageTable::message, id.value(), somebody.value(), somebody.value());
    }

    Optional<Message> once(Tx tx, ProjectId project, InstanceId sender, String once) {
        return tx.first(
                "SELECT " + MESSAGE
                        + " FROM message WHERE project_id = ? AND sender_id = ? AND once = ? AND once <> ''",
                MessageTable::message,
                project.value(),
                sender.value(),
                once);
    }

    List<Delivery> deliveries(Tx tx, MessageId message) {
        return tx.list(
                "SELECT " + DELIVERY + " FROM delivery WHERE message_id = ? ORDER BY id",
                MessageTable::delivery,
                message.value());
    }

    Optional<Delivery> delivery(Tx tx, MessageId message, InstanceId recipient) {
        return tx.first(
                "SELECT " + DELIVERY + " FROM delivery WHERE message_id = ? AND recipient_id = ?",
                MessageTable::delivery,
                message.value(),
                recipient.value());
    }

    /** Those that are not proven to have arrived, oldest first. */
    List<Letter> open(Tx tx, InstanceId recipient, int limit) {
        return tx.list(
                LETTER + "WHERE recipient_id = ? AND" + OPEN + "ORDER BY delivery.id LIMIT ?",
                MessageTable::letter,
                recipient.value(),
                limit);
    }

    int unread(Tx tx, InstanceId recipient) {
        return (int) (long) tx.first(
                        "SELECT COUNT(*) AS n FROM delivery WHERE recipient_id = ? AND" + OPEN,
                        row -> row.number("n"),
                        recipient.value())
                .orElse(0L);
    }

    /** Whatever became of them, the newest first. */
    List<Letter> inbox(Tx tx, InstanceId recipient, int limit) {
        return tx.list(
                LETTER + "WHERE recipient_id = ? AND delivery.id > 0 ORDER BY delivery.id DESC LIMIT ?",
                MessageTable::letter,
                recipient.value(),
                limit);
    }

    /** What somebody sent, the newest first. */
    List<Message> sent(Tx tx, InstanceId sender, int limit) {
        return tx.list(
                "SELECT " + MESSAGE + " FROM message WHERE sender_id = ? ORDER BY id DESC LIMIT ?",
                MessageTable::message,
                sender.value(),
                limit);
    }

    /** The conversation that a message began, the oldest first. */
    List<Message> thread(Tx tx, MessageId first, int limit) {
        return tx.list(
                "SELECT " + MESSAGE + " FROM message WHERE id = ? OR (thread_id = ? AND thread_id <> 0)"
                        + " ORDER BY id LIMIT ?",
                MessageTable::message,
                first.value(),
                first.value(),
                limit);
    }

    /** Whoever was gone is back: should it leave again before it sees them, that is told again. */
    void injected(Tx tx, InstanceId recipient, List<MessageId> messages, String carrier) {
        InList in = new InList(messages.stream().map(MessageId::value).toList());
        List<Object> parameters = new ArrayList<>(List.of(carrier, tx.now(), recipient.value()));
        parameters.addAll(in.values());
        tx.update(
                "UPDATE delivery SET state = 'INJECTED', carrier = ?, injected_at = ?,"
                        + " missed = CASE WHEN missed = 'gone' THEN '' ELSE missed END"
                        + " WHERE recipient_id = ? AND message_id IN (" + in.marks() + ")",
                parameters.toArray());
    }

    void seen(Tx tx, InstanceId recipient) {
        tx.update(
                "UPDATE delivery SET state = 'SEEN', seen_at = ? WHERE recipient_id = ? AND" + OPEN
                        + "AND state = 'INJECTED'",
                tx.now(),
                recipient.value());
    }

    void queued(Tx tx, InstanceId recipient) {
        tx.update(
                "UPDATE delivery SET state = 'QUEUED' WHERE recipient_id = ? AND" + OPEN + "AND state = 'INJECTED'",
                recipient.value());
    }

    /** Whoever has acknowledged one has seen it. */
    void acknowledged(Tx tx, MessageId message, InstanceId recipient) {
        tx.update("""
                UPDATE delivery SET state = 'ACKNOWLEDGED', acknowledged_at = ?,
                    seen_at = CASE WHEN seen_at = 0 THEN ? ELSE seen_at END
                WHERE message_id = ? AND recipient_id = ?
                """, tx.now(), tx.now(), message.value(), recipient.value());
    }

    /** An answer that carried these was lost. */
    void takenBack(Tx tx, InstanceId recipient, List<MessageId> carried) {
        InList in = new InList(carried.stream().map(MessageId::value).toList());
        List<Object> parameters = new ArrayList<>(List.of(recipient.value()));
        parameters.addAll(in.values());
        tx.update(
                "UPDATE delivery SET state = 'QUEUED', seen_at = 0 WHERE recipient_id = ? AND message_id IN ("
                        + in.marks() + ") AND state <> 'ACKNOWLEDGED'",
                parameters.toArray());
    }

    /** Those that are for the recipient. */
    List<MessageId> those(Tx tx, InstanceId recipient, List<MessageId> messages) {
        InList in = new InList(messages.stream().map(MessageId::value).toList());
        List<Object> parameters = new ArrayList<>(List.of(recipient.value()));
        parameters.addAll(in.values());
        return tx.list(
                "SELECT message_id FROM delivery WHERE recipient_id = ? AND message_id IN (" + in.marks() + ")",
                row -> new MessageId(row.number("message_id")),
                parameters.toArray());
    }

    /** The projects in which something was not reached in time. */
    List<ProjectId> projectsWithOverdue(Tx tx) {
        return tx.list(
                "SELECT DISTINCT project_id FROM delivery WHERE deadline_at <= ? AND" + OPEN
                        + "AND missed = '' AND deadline_at > 0 ORDER BY project_id",
                row -> new ProjectId(row.number("project_id")),
                tx.now());
    }

    List<Letter> overdue(Tx tx, ProjectId project) {
        return tx.list(
                LETTER + "WHERE delivery.deadline_at <= ? AND" + OPEN
                        + "AND missed = '' AND delivery.deadline_at > 0 AND delivery.project_id = ? ORDER BY delivery.id",
                MessageTable::letter,
                tx.now(),
                project.value());
    }

    Optional<Instant> nextDeadline(Tx tx) {
        return tx.first(
                        "SELECT MIN(deadline_at) AS at FROM delivery WHERE" + OPEN
                                + "AND missed = '' AND deadline_at > 0",
                        row -> row.optionalInstant("at"))
                .flatMap(at -> at);
    }

    void missed(Tx tx, Delivery delivery, String why) {
        tx.update(
                "UPDATE delivery SET missed = ?, missed_at = ? WHERE message_id = ? AND recipient_id = ?",
                why,
                tx.now(),
                delivery.message().value(),
                delivery.recipient().value());
    }

    /** What was for one is for another, under this name, unless that has it too or has sent it. */
    void pass(Tx tx, InstanceId from, InstanceId to, String name) {
        tx.update(
                "UPDATE delivery SET recipient_id = ?, recipient_name = ?, state = 'QUEUED' WHERE recipient_id = ? AND"
                        + OPEN + """
                AND NOT EXISTS (SELECT 1 FROM delivery other
                    WHERE other.message_id = delivery.message_id AND other.recipient_id = ?)
                AND NOT EXISTS (SELECT 1 FROM message
                    WHERE message.id = delivery.message_id AND message.sender_id = ?)
                """,
                to.value(),
                name,
                from.value(),
                to.value(),
                to.value());
    }

    /** What one was sent is no longer for it when the other has it too. */
    void dropShared(Tx tx, InstanceId from, InstanceId to) {
        tx.update("DELETE FROM delivery WHERE recipient_id = ? AND" + OPEN + """
                AND EXISTS (SELECT 1 FROM delivery other
                    WHERE other.message_id = delivery.message_id AND other.recipient_id = ?)
                """, from.value(), to.value());
    }

    boolean isAnyBefore(Tx tx, ProjectId project, Instant before) {
        return !oldest(tx, project, before, 1).isEmpty();
    }

    List<MessageId> oldest(Tx tx, ProjectId project, Instant before, int limit) {
        return tx.list(
                "SELECT id FROM message WHERE project_id = ? AND at < ? ORDER BY at, id LIMIT ?",
                row -> new MessageId(row.number("id")),
                project.value(),
                before,
                limit);
    }

    /** Those of these messages that are not proven to have arrived, and of which the sender was not told. */
    List<Letter> untold(Tx tx, List<MessageId> messages) {
        InList in = new InList(messages.stream().map(MessageId::value).toList());
        return tx.list(
                LETTER + "WHERE message_id IN (" + in.marks() + ") AND" + OPEN + "AND missed = '' ORDER BY delivery.id",
                MessageTable::letter,
                in.values().toArray());
    }

    void delete(Tx tx, List<MessageId> messages) {
        InList in = new InList(messages.stream().map(MessageId::value).toList());
        tx.update(
                "DELETE FROM delivery WHERE message_id IN (" + in.marks() + ")",
                in.values().toArray());
        tx.update(
                "DELETE FROM message WHERE id IN (" + in.marks() + ")",
                in.values().toArray());
    }

    private static Letter letter(Row row) {
        return new Letter(message(row), delivery(row));
    }

    private static Message message(Row row) {
        MessageId id = new MessageId(row.number("id"));
        return new Message(
                id,
                new ProjectId(row.number("project_id")),
                known(row.number("thread_id")).orElse(id),
                known(row.number("answers_id")),
                new InstanceId(row.number("sender_id")),
                row.text("sender_name"),
                row.text("addressed"),
                row.text("text"),
                row.instant("at"),
                time(row, "deadline_at"));
    }

    private static Delivery delivery(Row row) {
        return new Delivery(
                new MessageId(row.number("message_id")),
                new InstanceId(row.number("recipient_id")),
                row.text("recipient_name"),
                State.valueOf(row.text("state")),
                row.text("carrier"),
                time(row, "injected_at"),
                time(row, "seen_at"),
                time(row, "acknowledged_at"),
                row.text("missed"));
    }

    private static Optional<MessageId> known(long number) {
        return number == 0 ? Optional.empty() : Optional.of(new MessageId(number));
    }

    private static Optional<Instant> time(Row row, String column) {
        return row.number(column) == 0 ? Optional.empty() : Optional.of(row.instant(column));
    }
}
