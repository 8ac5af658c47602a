-- compatible-from: 1
-- One row per holder, tree and key. tree_id 0 stands for all trees of the project. found_file and found_head are the file
-- and the commit as the holder found them, empty when not known; dirty_before says whether that file was changed already.
-- content is the SHA-1 of the file when it was locked by hand, empty where nobody asked for it.
CREATE TABLE lock_grant (
    id ${identity},
    project_id ${long} NOT NULL REFERENCES project (id),
    tree_id ${long} NOT NULL,
    path ${text} NOT NULL,
    path_key ${text} NOT NULL,
    is_glob ${long} NOT NULL,
    prefix ${text} NOT NULL,
    mode ${text} NOT NULL,
    holder_id ${long} NOT NULL REFERENCES instance (id),
    actor_id ${long} NOT NULL REFERENCES instance (id),
    fence ${long} NOT NULL,
    hold ${text} NOT NULL,
    hard ${long} NOT NULL,
    settled ${long} NOT NULL,
    changed ${long} NOT NULL,
    found_file ${text} NOT NULL,
    found_head ${text} NOT NULL,
    dirty_before ${text} NOT NULL,
    reason ${text} NOT NULL,
    granted_at ${long} NOT NULL,
    expires_at ${long},
    content ${text} NOT NULL DEFAULT ''
) ${strict};

-- A file named like a glob's text and that glob are two keys.
CREATE UNIQUE INDEX lock_grant_one_exclusive ON lock_grant (project_id, tree_id, is_glob, path_key)
    WHERE mode = 'EXCLUSIVE';
CREATE UNIQUE INDEX lock_grant_fence ON lock_grant (project_id, fence);
CREATE INDEX lock_grant_literal ON lock_grant (project_id, path_key) WHERE is_glob = 0;
CREATE INDEX lock_grant_glob ON lock_grant (project_id, prefix) WHERE is_glob = 1;
CREATE INDEX lock_grant_tree ON lock_grant (tree_id, id);
CREATE INDEX lock_grant_holder ON lock_grant (holder_id);
CREATE INDEX lock_grant_expiry ON lock_grant (expires_at) WHERE expires_at IS NOT NULL;

-- A tool call between its permission and its end, with the file as it was before. It outlives a lock that it lost.
CREATE TABLE lock_call (
    id ${identity},
    project_id ${long} NOT NULL REFERENCES project (id),
    lock_id ${long} NOT NULL,
    fence ${long} NOT NULL,
    holder_id ${long} NOT NULL REFERENCES instance (id),
    actor_id ${long} NOT NULL REFERENCES instance (id),
    tool_use_id ${text} NOT NULL,
    file ${text} NOT NULL,
    stamp ${text} NOT NULL,
    at ${long} NOT NULL
) ${strict};

CREATE INDEX lock_call_holder ON lock_call (holder_id, tool_use_id);
CREATE INDEX lock_call_lock ON lock_call (lock_id);

-- Who was refused what, by whom: told once when it is free. Never a place in a line. shown_call is the call whose refusal
-- showed the uncommitted changes: the same call asked once more is not a second try.
CREATE TABLE lock_interest (
    id ${identity},
    project_id ${long} NOT NULL REFERENCES project (id),
    tree_id ${long} NOT NULL,
    path ${text} NOT NULL,
    path_key ${text} NOT NULL,
    is_glob ${long} NOT NULL,
    lock_id ${long} NOT NULL,
    fence ${long} NOT NULL,
    blocker_id ${long} NOT NULL REFERENCES instance (id),
    holder_id ${long} NOT NULL REFERENCES instance (id),
    instance_id ${long} NOT NULL REFERENCES instance (id),
    shown ${long} NOT NULL,
    shown_call ${text} NOT NULL,
    told ${long} NOT NULL,
    at ${long} NOT NULL,
    UNIQUE (lock_id, instance_id)
) ${strict};

CREATE INDEX lock_interest_project ON lock_interest (project_id, at);
CREATE INDEX lock_interest_instance ON lock_interest (instance_id);
CREATE INDEX lock_interest_holder ON lock_interest (holder_id);

-- The line of those who wait for a key, in the order of their ids; each place is leased by the waiter's daemon.
CREATE TABLE lock_waiter (
    id ${identity},
    project_id ${long} NOT NULL REFERENCES project (id),
    tree_id ${long} NOT NULL,
    path ${text} NOT NULL,
    path_key ${text} NOT NULL,
    is_glob ${long} NOT NULL,
    mode ${text} NOT NULL,
    instance_id ${long} NOT NULL REFERENCES instance (id),
    blocker_id ${long} NOT NULL REFERENCES instance (id),
    priority ${long} NOT NULL,
    since ${long} NOT NULL,
    leased_until ${long} NOT NULL
) ${strict};

CREATE INDEX lock_waiter_project ON lock_waiter (project_id, id);
CREATE INDEX lock_waiter_instance ON lock_waiter (instance_id);
CREATE INDEX lock_waiter_lease ON lock_waiter (leased_until);

-- Uncommitted changes of a holder that died: a word for whoever comes next.
CREATE TABLE lock_leftover (
    id ${identity},
    project_id ${long} NOT NULL REFERENCES project (id),
    tree_id ${long} NOT NULL,
    path ${text} NOT NULL,
    path_key ${text} NOT NULL,
    name ${text} NOT NULL,
    dirty_before ${text} NOT NULL,
    since ${long} NOT NULL,
    at ${long} NOT NULL,
    UNIQUE (project_id, tree_id, path_key)
) ${strict};
