-- compatible-from: 1
-- A line that somebody left for everybody in a project. Its author is kept as text: notes outlive instances. host is the lease
-- of the daemon in whose file the line stood, 0 when it came by a command. words is the text as duplicates are known by.
CREATE TABLE note (
    id ${identity},
    project_id ${long} NOT NULL REFERENCES project (id),
    author ${text} NOT NULL,
    author_name ${text} NOT NULL,
    text ${text} NOT NULL,
    words ${text} NOT NULL,
    host ${long} NOT NULL,
    at ${long} NOT NULL
) ${strict};

CREATE INDEX note_number ON note (project_id, id);
CREATE INDEX note_words ON note (project_id, words, id);

-- The newest note that a session was told of, or need not be.
CREATE TABLE note_reader (
    instance_id ${long} NOT NULL REFERENCES instance (id),
    last_note ${long} NOT NULL,
    UNIQUE (instance_id)
) ${strict};

-- How a project's files are called, and the state of its memory: version counts the changes, and tag tells the memory from
-- that of any other store. slug_key is the slug as a disk that folds case knows it.
CREATE TABLE memory (
    project_id ${long} NOT NULL REFERENCES project (id),
    slug ${text} NOT NULL,
    slug_key ${text} NOT NULL,
    tag ${text} NOT NULL,
    version ${long} NOT NULL,
    UNIQUE (project_id),
    UNIQUE (slug_key)
) ${strict};

-- What a project has learned: there from the version learned_in on, and not any more from gone_in on, which is 0 while it is.
CREATE TABLE learning (
    id ${identity},
    project_id ${long} NOT NULL REFERENCES project (id),
    section ${text} NOT NULL,
    text ${text} NOT NULL,
    words ${text} NOT NULL,
    author ${text} NOT NULL,
    author_name ${text} NOT NULL,
    at ${long} NOT NULL,
    learned_in ${long} NOT NULL,
    gone_in ${long} NOT NULL
) ${strict};

CREATE INDEX learning_here ON learning (project_id, gone_in, id);
CREATE UNIQUE INDEX learning_once ON learning (project_id, section, words) WHERE gone_in = 0;

-- How far a daemon has taken the lines of a project's file of notes, and written notes into it. taken counts bytes, and
-- beginning is the fingerprint of these; former and former_beginning are the same of the file that it was before it was full.
CREATE TABLE note_file (
    project_id ${long} NOT NULL REFERENCES project (id),
    host ${long} NOT NULL REFERENCES host_lease (id),
    taken ${long} NOT NULL,
    beginning ${text} NOT NULL,
    former ${long} NOT NULL,
    former_beginning ${text} NOT NULL,
    last_note ${long} NOT NULL,
    UNIQUE (project_id, host)
) ${strict};
