-- compatible-from: 1
-- The row of a project is its monitor: who changes its locks or facts takes it first, and draws their numbers from it.
CREATE TABLE project (
    id ${identity},
    public_id ${text} NOT NULL UNIQUE,
    kind ${text} NOT NULL,
    name ${text} NOT NULL,
    next_fence ${long} NOT NULL,
    next_seq ${long} NOT NULL,
    created_at ${long} NOT NULL
) ${strict};

-- Every way in which a project can be recognised again.
CREATE TABLE project_alias (
    id ${identity},
    project_id ${long} NOT NULL REFERENCES project (id),
    kind ${text} NOT NULL,
    value ${text} NOT NULL,
    UNIQUE (kind, value)
) ${strict};

CREATE INDEX project_alias_project ON project_alias (project_id);

CREATE TABLE tree (
    id ${identity},
    project_id ${long} NOT NULL REFERENCES project (id),
    public_id ${text} NOT NULL UNIQUE,
    machine ${text} NOT NULL,
    path ${text} NOT NULL,
    git_dir ${text} NOT NULL,
    folds_case ${long} NOT NULL,
    created_at ${long} NOT NULL,
    UNIQUE (machine, git_dir)
) ${strict};

CREATE INDEX tree_project ON tree (project_id);
