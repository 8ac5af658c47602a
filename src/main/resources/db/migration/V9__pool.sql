-- compatible-from: 1
-- A short signal to the others. Its public id is "pool-" and its number. said is the action as it was written when it is none
-- of the four; affects is the text, pool_path what of it are paths. origin tells how it came here; once is a key that its
-- author posts under only once, empty when it may be posted again. live is 1 until something ended it, which is ended_by then.
CREATE TABLE pool_entry (
    id ${identity},
    project_id ${long} NOT NULL REFERENCES project (id),
    action ${text} NOT NULL,
    said ${text} NOT NULL,
    topic ${text} NOT NULL,
    summary ${text} NOT NULL,
    affects ${text} NOT NULL,
    blocks ${text} NOT NULL,
    origin ${text} NOT NULL,
    author_id ${long} NOT NULL REFERENCES instance (id),
    author_name ${text} NOT NULL,
    once ${text} NOT NULL,
    live ${long} NOT NULL,
    ended_by ${text} NOT NULL,
    at ${long} NOT NULL,
    ends_at ${long} NOT NULL
) ${strict};

CREATE INDEX pool_entry_newest ON pool_entry (project_id, at, id);
CREATE INDEX pool_entry_number ON pool_entry (project_id, id);
CREATE INDEX pool_entry_live ON pool_entry (project_id, at, id) WHERE live = 1;
CREATE INDEX pool_entry_open ON pool_entry (project_id, at, id) WHERE live = 1 AND action IN ('CLAIMED', 'BLOCKED');
CREATE INDEX pool_entry_ends ON pool_entry (ends_at) WHERE live = 1;
CREATE INDEX pool_entry_author ON pool_entry (author_id, at, id) WHERE live = 1;
CREATE INDEX pool_entry_name ON pool_entry (project_id, author_name, at, id);
CREATE INDEX pool_entry_action ON pool_entry (project_id, action, at, id);
CREATE UNIQUE INDEX pool_entry_once ON pool_entry (project_id, author_id, once) WHERE once <> '';

-- What an entry affects.
CREATE TABLE pool_path (
    id ${identity},
    entry_id ${long} NOT NULL REFERENCES pool_entry (id),
    project_id ${long} NOT NULL REFERENCES project (id),
    path ${text} NOT NULL,
    path_key ${text} NOT NULL,
    is_glob ${long} NOT NULL,
    prefix ${text} NOT NULL
) ${strict};

CREATE INDEX pool_path_entry ON pool_path (entry_id);
CREATE INDEX pool_path_literal ON pool_path (project_id, path_key) WHERE is_glob = 0;
CREATE INDEX pool_path_glob ON pool_path (project_id, prefix) WHERE is_glob = 1;

-- The words of an entry, for searching.
CREATE TABLE pool_word (
    project_id ${long} NOT NULL REFERENCES project (id),
    word ${text} NOT NULL,
    at ${long} NOT NULL,
    entry_id ${long} NOT NULL REFERENCES pool_entry (id),
    UNIQUE (project_id, word, at, entry_id)
) ${strict};

CREATE INDEX pool_word_entry ON pool_word (entry_id);

-- The newest entry that a session was told of, or need not be.
CREATE TABLE pool_reader (
    instance_id ${long} NOT NULL REFERENCES instance (id),
    last_entry ${long} NOT NULL,
    UNIQUE (instance_id)
) ${strict};

-- Who was warned of whose claim before editing under it.
CREATE TABLE pool_warned (
    entry_id ${long} NOT NULL REFERENCES pool_entry (id),
    instance_id ${long} NOT NULL REFERENCES instance (id),
    UNIQUE (instance_id, entry_id)
) ${strict};

CREATE INDEX pool_warned_entry ON pool_warned (entry_id);
