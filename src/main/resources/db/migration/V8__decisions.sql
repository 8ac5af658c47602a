-- compatible-from: 1
-- An architectural choice. Its maker is kept as text: decisions outlive instances. alternatives and dependencies are one to a
-- line; superseded_by is the public id of the decision that took its place, empty while none did.
CREATE TABLE decision (
    id ${identity},
    project_id ${long} NOT NULL REFERENCES project (id),
    public_id ${text} NOT NULL,
    category ${text} NOT NULL,
    scope ${text} NOT NULL,
    title ${text} NOT NULL,
    description ${text} NOT NULL,
    problem ${text} NOT NULL,
    alternatives ${text} NOT NULL,
    rationale ${text} NOT NULL,
    dependencies ${text} NOT NULL,
    status ${text} NOT NULL,
    superseded_by ${text} NOT NULL,
    maker ${text} NOT NULL,
    maker_name ${text} NOT NULL,
    maker_role ${text} NOT NULL,
    archived ${long} NOT NULL,
    at ${long} NOT NULL,
    changed_at ${long} NOT NULL,
    UNIQUE (project_id, public_id)
) ${strict};

CREATE INDEX decision_newest ON decision (project_id, archived, id);
CREATE INDEX decision_status ON decision (project_id, archived, status, id);

-- What a decision affects.
CREATE TABLE decision_path (
    id ${identity},
    decision_id ${long} NOT NULL REFERENCES decision (id),
    project_id ${long} NOT NULL REFERENCES project (id),
    path ${text} NOT NULL,
    path_key ${text} NOT NULL,
    is_glob ${long} NOT NULL,
    prefix ${text} NOT NULL
) ${strict};

CREATE INDEX decision_path_decision ON decision_path (decision_id);
CREATE INDEX decision_path_literal ON decision_path (project_id, path_key) WHERE is_glob = 0;
CREATE INDEX decision_path_glob ON decision_path (project_id, prefix) WHERE is_glob = 1;

-- Who was told of a decision in the conversation that it still has.
CREATE TABLE decision_shown (
    decision_id ${long} NOT NULL REFERENCES decision (id),
    instance_id ${long} NOT NULL REFERENCES instance (id),
    UNIQUE (instance_id, decision_id)
) ${strict};

CREATE INDEX decision_shown_decision ON decision_shown (decision_id);

-- The last number given out on a day, so that none is given twice, whatever became of its decision.
CREATE TABLE decision_day (
    project_id ${long} NOT NULL REFERENCES project (id),
    day ${text} NOT NULL,
    last ${long} NOT NULL,
    UNIQUE (project_id, day)
) ${strict};
