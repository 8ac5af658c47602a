-- compatible-from: 1
CREATE TABLE fact (
    id ${identity},
    scope_id ${long} NOT NULL,
    seq ${long} NOT NULL,
    at ${long} NOT NULL,
    kind ${text} NOT NULL,
    actor ${text} NOT NULL,
    subject ${text} NOT NULL,
    details ${text} NOT NULL,
    UNIQUE (scope_id, seq)
) ${strict};

CREATE INDEX fact_subject ON fact (scope_id, subject, seq);
CREATE INDEX fact_actor ON fact (scope_id, actor, seq);
CREATE INDEX fact_at ON fact (at);
