-- Skald journal, version 1. Times are milliseconds since 1970-01-01T00:00Z.

-- Exactly one row: who owns the journal.
CREATE TABLE owner (
  only    INTEGER PRIMARY KEY CHECK (only = 1),
  epoch   INTEGER NOT NULL,                    -- the fencing token; grows each time the journal is opened
  settled INTEGER NOT NULL                     -- grows when a commit of unknown outcome has been settled
) STRICT;

INSERT INTO owner (only, epoch, settled) VALUES (1, 0, 0);

-- One row for each run; changed only when its state or its wake-up changes.
CREATE TABLE run (
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
CREATE INDEX run_saga ON run (saga);
-- Nearly all runs are COMPLETED in the end: finding those needs no index, and they pay for none.
CREATE INDEX run_state ON run (state) WHERE state <> 'COMPLETED';
CREATE INDEX run_wake ON run (epoch, wake_at) WHERE wake_at IS NOT NULL;

-- Append-only. A table in the order of writing and a narrow index beside it: rows of hundreds of
-- runs come in turns, and would be spread over as many pages if the table were ordered by run.
CREATE TABLE journal (
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

CREATE UNIQUE INDEX journal_seq ON journal (run, seq);
