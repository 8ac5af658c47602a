-- compatible-from: 1
-- Whether somebody was told all of a decision, as before it touches what that affects, or its title alone.
ALTER TABLE decision_shown ADD COLUMN in_full ${long} NOT NULL DEFAULT 0;
