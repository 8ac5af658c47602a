-- compatible-from: 1
-- What the kernel keeps: which schema this is, and who owns a store that has one owner.

CREATE TABLE schema_state (
  id             ${long} NOT NULL PRIMARY KEY CHECK (id = 1),
  version        ${long} NOT NULL,
  checksum       ${text} NOT NULL,
  min_compatible ${long} NOT NULL
) ${strict};

-- Only a SQLite store has this row: there one daemon at a time may write.
CREATE TABLE store_owner (
  id          ${long} NOT NULL PRIMARY KEY CHECK (id = 1),
  machine     ${text} NOT NULL,
  boot        ${text} NOT NULL,
  daemon      ${text} NOT NULL,
  epoch       ${long} NOT NULL,
  taken_at    ${long} NOT NULL,
  last_seen   ${long} NOT NULL,
  released_at ${long}
) ${strict};
