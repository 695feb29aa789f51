-- What a service remembers of the calls that reached it. Lives in the service's own database, so that
-- it is written in the transaction of the effect, or not at all. As it stands for PostgreSQL, SQLite
-- and H2. Elsewhere BYTEA may have another name, and needs room for 1 MiB.

-- One row for each idempotency key, for the call and its undo alike: who holds the row decides.
-- Keys are compared exactly: a column that ignores case or accents would take two calls for one.
CREATE TABLE IF NOT EXISTS skald_receiver (
  idempotency_key VARCHAR(255) NOT NULL PRIMARY KEY,
  -- STARTED   its work is under way in the transaction that wrote this, and seen by no other
  -- DONE      it took effect, and was answered with answer
  -- REJECTED  it was refused by the service, and was answered with answer
  -- UNDONE    it took effect, and was undone
  -- TOMBSTONE it never took effect, and never will, because its undo has come
  state VARCHAR(16) NOT NULL,
  answer BYTEA,
  -- when it was last called, in milliseconds since 1970 in UTC
  seen_at BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS skald_receiver_seen_at ON skald_receiver (seen_at);

-- The highest epoch seen for each run. Stays empty where epochs are not used.
CREATE TABLE IF NOT EXISTS skald_receiver_epoch (
  run VARCHAR(255) NOT NULL PRIMARY KEY,
  epoch BIGINT NOT NULL,
  seen_at BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS skald_receiver_epoch_seen_at ON skald_receiver_epoch (seen_at);
