-- compatible-from: 1
-- What Tutti owes an instance a word about at its next step. dropped counts the older words of its that were not kept.
CREATE TABLE notice (
    id ${identity},
    instance_id ${long} NOT NULL REFERENCES instance (id),
    text ${text} NOT NULL,
    dropped ${long} NOT NULL,
    at ${long} NOT NULL
) ${strict};

CREATE INDEX notice_instance ON notice (instance_id, id);

-- The same for a session that was heard of before anybody met it.
CREATE TABLE notice_unmet (
    id ${identity},
    agent ${text} NOT NULL,
    session ${text} NOT NULL,
    text ${text} NOT NULL,
    UNIQUE (agent, session, text)
) ${strict};
