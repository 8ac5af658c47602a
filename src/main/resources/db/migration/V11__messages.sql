-- compatible-from: 1
-- A note from one instance or person to others. Its public id is "msg-" and its number; addressed is to whom, as it was
-- written. thread_id is the message that began the conversation, 0 in that one itself; answers_id the one it answers, or 0.
-- deadline_at is when its sender wants to know who was not reached, 0 for never. once is a key that its sender sends under only
-- once, empty when it may be sent again.
CREATE TABLE message (
    id ${identity},
    project_id ${long} NOT NULL REFERENCES project (id),
    thread_id ${long} NOT NULL,
    answers_id ${long} NOT NULL,
    sender_id ${long} NOT NULL REFERENCES instance (id),
    sender_name ${text} NOT NULL,
    addressed ${text} NOT NULL,
    text ${text} NOT NULL,
    once ${text} NOT NULL,
    at ${long} NOT NULL,
    deadline_at ${long} NOT NULL
) ${strict};

CREATE INDEX message_age ON message (project_id, at, id);
CREATE INDEX message_sender ON message (sender_id, id);
CREATE UNIQUE INDEX message_once ON message (project_id, sender_id, once) WHERE once <> '';
CREATE INDEX message_thread ON message (thread_id, id) WHERE thread_id <> 0;

-- What became of a message on its way to one of those it is for: QUEUED, INJECTED, SEEN, ACKNOWLEDGED. carrier tells which
-- answer it went out with. Times are 0 until they come. deadline_at is its message's; missed says why its sender was told that
-- it was not reached, empty while that was not told.
CREATE TABLE delivery (
    id ${identity},
    message_id ${long} NOT NULL REFERENCES message (id),
    project_id ${long} NOT NULL REFERENCES project (id),
    recipient_id ${long} NOT NULL REFERENCES instance (id),
    recipient_name ${text} NOT NULL,
    state ${text} NOT NULL,
    carrier ${text} NOT NULL,
    injected_at ${long} NOT NULL,
    seen_at ${long} NOT NULL,
    acknowledged_at ${long} NOT NULL,
    deadline_at ${long} NOT NULL,
    missed ${text} NOT NULL,
    missed_at ${long} NOT NULL,
    UNIQUE (message_id, recipient_id)
) ${strict};

CREATE INDEX delivery_open ON delivery (recipient_id, id) WHERE state IN ('QUEUED', 'INJECTED');
-- Only a statement that says id > 0 may take this one, so that SQLite never takes it where delivery_open is meant.
CREATE INDEX delivery_inbox ON delivery (recipient_id, id) WHERE id > 0;
CREATE INDEX delivery_due ON delivery (deadline_at)
    WHERE state IN ('QUEUED', 'INJECTED') AND missed = '' AND deadline_at > 0;
