-- compatible-from: 1
-- One row for every place daemons run at; by renewing it a daemon vouches for the instances it watches.
CREATE TABLE host_lease (
    id ${identity},
    machine ${text} NOT NULL,
    home ${text} NOT NULL,
    daemon ${text} NOT NULL,
    renewed_at ${long} NOT NULL,
    expires_at ${long} NOT NULL,
    UNIQUE (machine, home)
) ${strict};
