-- compatible-from: 1
CREATE TABLE instance (
    id ${identity},
    public_id ${text} NOT NULL UNIQUE,
    project_id ${long} NOT NULL REFERENCES project (id),
    tree_id ${long} REFERENCES tree (id),
    parent_id ${long} REFERENCES instance (id),
    host_id ${long} NOT NULL,
    name ${text} NOT NULL,
    agent ${text} NOT NULL,
    session ${text},
    agent_id ${text},
    role ${text},
    task ${text},
    task_source ${text} NOT NULL,
    branch ${text},
    directory ${text} NOT NULL,
    machine ${text},
    boot ${text},
    namespace ${text},
    pid ${long},
    start_ticks ${long},
    turn ${text} NOT NULL,
    started_at ${long} NOT NULL,
    seen_at ${long} NOT NULL,
    turn_at ${long} NOT NULL,
    expires_at ${long},
    ended_at ${long}
) ${strict};

CREATE UNIQUE INDEX instance_name ON instance (project_id, name) WHERE ended_at IS NULL;
CREATE INDEX instance_living_session ON instance (session, agent) WHERE ended_at IS NULL;
CREATE INDEX instance_session ON instance (session, agent, id);
CREATE INDEX instance_parent ON instance (parent_id) WHERE ended_at IS NULL;
CREATE INDEX instance_living ON instance (host_id) WHERE ended_at IS NULL;
