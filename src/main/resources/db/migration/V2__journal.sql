-- compatible-from: 1
-- What happened, append only. bytes is about what the row and its index entries take on disk.
CREATE TABLE fact (
    id ${identity},
    scope_id ${long} NOT NULL,
    seq ${long} NOT NULL,
    at ${long} NOT NULL,
    kind ${text} NOT NULL,
    actor ${text} NOT NULL,
    subject ${text} NOT NULL,
    details ${text} NOT NULL,
    bytes ${long} NOT NULL,
    UNIQUE (scope_id, seq)
) ${strict};

CREATE INDEX fact_subject ON fact (scope_id, subject, seq);
CREATE INDEX fact_actor ON fact (scope_id, actor, seq);
-- With the bytes, so that what all facts take is known without reading them.
CREATE INDEX fact_at ON fact (at, bytes);
