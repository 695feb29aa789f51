-- Skald journal, version 1. Times are milliseconds since 1970-01-01T00:00Z.
-- Users may keep tables of their own in the same file: every name that begins with skald_ is ours.

-- Exactly one row: who owns the journal.
CREATE TABLE skald_owner (
  only    INTEGER PRIMARY KEY CHECK (only = 1),
  epoch   INTEGER NOT NULL,                    -- the fencing token; grows each time the journal is opened
  settled INTEGER NOT NULL                     -- grows when a commit of unknown outcome has been settled
) STRICT;

INSERT INTO skald_owner (only, epoch, settled) VALUES (1, 0, 0);

-- One row for each run; changed only when its state or its wake-up changes.
CREATE TABLE skald_run (
  number      INTEGER PRIMARY KEY,             -- the order of creation
  id          BLOB    NOT NULL UNIQUE,         -- the UUID's 16 bytes
  saga        TEXT    NOT NULL,
  key         TEXT    NOT NULL,
  version     INTEGER NOT NULL,
  fingerprint TEXT    NOT NULL,
  epoch       INTEGER NOT NULL,                -- the owner's; an append with another one is refused
  state       TEXT    NOT NULL,
  started_at  INTEGER NOT NULL,
  wake_at     INTEGER,                         -- NULL for never
  UNIQUE (saga, key)
) STRICT;

-- Every index on run also holds number, so each gives its rows in the order of creation.
CREATE INDEX skald_run_saga ON skald_run (saga);
-- Nearly all runs are COMPLETED in the end: finding those needs no index, and they pay for none.
CREATE INDEX skald_run_state ON skald_run (state) WHERE state <> 'COMPLETED';
CREATE INDEX skald_run_wake ON skald_run (epoch, wake_at) WHERE wake_at IS NOT NULL;

-- Append-only. A table in the order of writing and a narrow index beside it: rows of hundreds of
-- runs come in turns, and would be spread over as many pages if the table were ordered by run.
CREATE TABLE skald_journal (
  run             INTEGER NOT NULL,            -- run.number
  seq             INTEGER NOT NULL,            -- gap-free from 0
  at              INTEGER NOT NULL,
  kind            TEXT    NOT NULL,
  step            TEXT,
  attempt         INTEGER NOT NULL,
  due_at          INTEGER NOT NULL DEFAULT 0,  -- 0 for none
  failure_kind    TEXT,                        -- NULL for no failure
  failure_step    TEXT,
  failure_type    TEXT,
  failure_message TEXT,
  origin          TEXT,                        -- an operator's name, or an external event's id
  item            INTEGER,                     -- its place in a list, NULL for none
  payload         BLOB
) STRICT;

CREATE UNIQUE INDEX skald_journal_seq ON skald_journal (run, seq);

-- Who holds or waits for a lock: one row for each run and lock, from when the run asked for it. A run
-- at its end stands nowhere; its rows are void by its state, and are removed later.
CREATE TABLE skald_place (
  name   TEXT    NOT NULL,
  key    TEXT    NOT NULL,
  ticket INTEGER NOT NULL,                     -- the order of asking for this lock
  run    INTEGER NOT NULL,                     -- skald_run.number
  PRIMARY KEY (name, key, ticket)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX skald_place_run ON skald_place (run, name, key);
