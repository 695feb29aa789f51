-- Skald journal, version 1. Times are milliseconds since 1970-01-01T00:00Z where they are the engine's,
-- and timestamptz by the server's own clock where they concern leases. Apply it with the journal's schema
-- first in the search path, in one transaction.

-- Exactly one row: what this is.
CREATE TABLE journal_schema (
  single  integer PRIMARY KEY CHECK (single = 1),
  version integer NOT NULL,
  shards  integer NOT NULL                     -- for ever: a run's shard never changes
);

INSERT INTO journal_schema (single, version, shards) VALUES (1, 1, 64);

-- Nodes and their leases. A lease that has lapsed is never revived. Updated in place (HOT): no index holds
-- what changes, and the pages are left half empty.
CREATE TABLE node (
  id         uuid        PRIMARY KEY,
  expires_at timestamptz NOT NULL,
  leaving    boolean     NOT NULL DEFAULT false
) WITH (fillfactor = 50);

-- Who owns a shard. Whoever writes to a run of it holds this row FOR SHARE until the write is durable; whoever
-- takes it over changes the row, and so waits for such a write or passes the shard by. Updated in place.
CREATE TABLE shard (
  id    integer PRIMARY KEY,
  owner uuid,                                  -- a node, NULL for nobody
  epoch bigint  NOT NULL DEFAULT 0,            -- the fencing token; grows with each owner and never decreases
  turn  bigint  NOT NULL DEFAULT 0             -- grows with each connection that the owner writes with
) WITH (fillfactor = 25);

INSERT INTO shard (id) SELECT generate_series(0, 63);

-- One row for each run; only its epoch changes, in place, when another owner takes it up. Removed by purge() alone. No foreign key leads here:
-- it would cost a lock on each append.
CREATE TABLE run (
  id          uuid    PRIMARY KEY,             -- time-ordered: the order of creation, for people
  saga        text    COLLATE "C" NOT NULL,
  key         text    COLLATE "C" NOT NULL,
  version     integer NOT NULL,
  fingerprint text    NOT NULL,
  shard       integer NOT NULL,
  epoch       bigint  NOT NULL,                -- the owner's; 0 while no owner has taken the run up
  started_at  bigint  NOT NULL,
  UNIQUE (saga, key)
) WITH (fillfactor = 90);

CREATE INDEX run_saga ON run (saga, id);

-- Where a run stands; a run without a row here is COMPLETED, as nearly all are in the end. So what changes
-- stays small however long the journal is, and the end of a run is one row removed. A row's state is part of
-- its indexes, so no change is in place, and free room on the pages would not help.
CREATE TABLE standing (
  run     uuid    PRIMARY KEY,
  shard   integer NOT NULL,
  saga    text    COLLATE "C" NOT NULL,
  epoch   bigint  NOT NULL,                    -- as in run
  state   text    COLLATE "C" NOT NULL,
  wake_at bigint                               -- NULL for never
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

CREATE INDEX standing_claim ON standing (shard, saga, epoch, run)
  WHERE state NOT IN ('COMPLETED', 'COMPENSATED', 'ABANDONED');
-- Runs that were created where their shard was not owned; empty most of the time, and asked for often.
CREATE INDEX standing_created ON standing (shard, run) WHERE epoch = 0;
CREATE INDEX standing_due ON standing (shard, epoch, wake_at) WHERE wake_at IS NOT NULL;
-- For people. Most rows are RUNNING, and pay for no place in it.
CREATE INDEX standing_state ON standing (state, run) WHERE state <> 'RUNNING';

-- Append-only. The primary key is what keeps two writers from one sequence number.
CREATE TABLE journal (
  run             uuid    NOT NULL,
  seq             integer NOT NULL,            -- gap-free from 0
  at              bigint  NOT NULL,
  kind            text    NOT NULL,
  step            text,
  item            integer,                     -- its place in a list, NULL for none
  attempt         integer NOT NULL,
  due_at          bigint  NOT NULL,            -- 0 for none
  failure_kind    text,                        -- NULL for no failure
  failure_step    text,
  failure_type    text,
  failure_message text,
  origin          text,                        -- an operator's name, or an external event's id
  payload         bytea,
  PRIMARY KEY (run, seq)
);

-- Who holds or waits for a lock: one row for each run and lock, from when the run asked for it. A run at its
-- end stands nowhere; its rows are void by its state, and are removed later.
CREATE TABLE place (
  name    text    COLLATE "C" NOT NULL,
  key     text    COLLATE "C" NOT NULL,
  ticket  bigint  GENERATED ALWAYS AS IDENTITY, -- the order of asking
  run     uuid    NOT NULL,
  waiting boolean NOT NULL,                    -- whether the run was last told that it does not hold the lock
  PRIMARY KEY (name, key, ticket),
  UNIQUE (run, name, key)
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

CREATE INDEX place_waiting ON place (run) WHERE waiting;

-- What a node wants of a run that another node owns.
CREATE TABLE letter (
  id          uuid   PRIMARY KEY,
  number      bigint GENERATED ALWAYS AS IDENTITY,
  run         uuid   NOT NULL,
  saga        text   NOT NULL,
  key         text   NOT NULL,
  shard       integer NOT NULL,
  kind        text   NOT NULL,
  body        bytea  NOT NULL,
  answer      bytea,                           -- NULL until it is answered
  answered_at timestamptz
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

CREATE INDEX letter_open ON letter (shard, number) WHERE answer IS NULL;
CREATE INDEX letter_answered ON letter (answered_at) WHERE answered_at IS NOT NULL;

-- Whether a run is not at its end.
CREATE FUNCTION is_live(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
  SELECT EXISTS (SELECT FROM standing WHERE run = wanted
                   AND state NOT IN ('COMPLETED', 'COMPENSATED', 'ABANDONED'))
$$;

-- Lets nobody else ask for these locks, or look who is next, until the transaction ends. Always in one order.
CREATE FUNCTION queue_up(names text[], keys text[]) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  h integer;
BEGIN
  FOR h IN SELECT DISTINCT hashtext(k.name || E'\n' || k.key) FROM unnest(names, keys) k(name, key) ORDER BY 1 LOOP
    PERFORM pg_advisory_xact_lock(1397443652, h); -- "SKLD"
  END LOOP;
END
$$;

-- Answers wishes for locks, in their order; each element of the arrays is one lock of a wish. A function, so that
-- it is one statement, in which each statement sees what was committed when it began: what another node did
-- while this one waited in queue_up must count.
CREATE FUNCTION ask(me uuid, wish integer[], runs uuid[], shards integer[], epochs bigint[], turns bigint[],
                    names text[], keys text[])
  RETURNS TABLE (number integer, answer text) LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  w record;
  held integer[];
  free boolean;
BEGIN
  SELECT array_agg(f.id) INTO held FROM (
    SELECT s.id FROM shard s
      WHERE s.owner = me AND EXISTS (SELECT FROM unnest(shards, epochs, turns) t(shard, epoch, turn)
                                       WHERE t.shard = s.id AND t.epoch = s.epoch AND t.turn = s.turn)
      ORDER BY s.id FOR SHARE OF s) f;
  PERFORM queue_up(names, keys);
  FOR w IN SELECT t.wish, t.run, t.shard, array_agg(t.name ORDER BY t.name, t.key) AS names,
                  array_agg(t.key ORDER BY t.name, t.key) AS keys
             FROM unnest(wish, runs, shards, names, keys) t(wish, run, shard, name, key)
             GROUP BY t.wish, t.run, t.shard ORDER BY t.wish LOOP
    number := w.wish;
    IF held IS NULL OR NOT w.shard = ANY (held) THEN
      answer := 'FENCED';
    ELSIF NOT is_live(w.run) THEN
      answer := 'QUEUED';
    ELSE
      INSERT INTO place (name, key, run, waiting)
        SELECT k.name, k.key, w.run, true FROM unnest(w.names, w.keys) k(name, key)
        ON CONFLICT ON CONSTRAINT place_run_name_key_key DO NOTHING;
      SELECT NOT EXISTS (
        SELECT FROM place mine JOIN place other
            ON other.name = mine.name AND other.key = mine.key AND other.ticket < mine.ticket
          JOIN unnest(w.names, w.keys) k(name, key) ON k.name = mine.name AND k.key = mine.key
          WHERE mine.run = w.run AND is_live(other.run)) INTO free;
      UPDATE place p SET waiting = NOT free FROM unnest(w.names, w.keys) k(name, key)
        WHERE p.run = w.run AND p.name = k.name AND p.key = k.key AND p.waiting = free;
      answer := CASE WHEN free THEN 'DURABLE' ELSE 'QUEUED' END;
    END IF;
    RETURN NEXT;
  END LOOP;
END
$$;

-- Who stands first, behind a run that has ended; removes the places of runs about which this was asked before.
CREATE FUNCTION next_in_line(ended uuid, done uuid[]) RETURNS SETOF uuid LANGUAGE plpgsql
  SET search_path FROM CURRENT AS $$
DECLARE
  names text[];
  keys text[];
BEGIN
  DELETE FROM place p WHERE p.run = ANY (done) AND p.run <> ended AND NOT is_live(p.run);
  SELECT array_agg(p.name), array_agg(p.key) INTO names, keys FROM place p WHERE p.run = ended;
  IF names IS NULL THEN
    RETURN;
  END IF;
  PERFORM queue_up(names, keys);
  RETURN QUERY
    SELECT DISTINCT f.run FROM unnest(names, keys) k(name, key)
      CROSS JOIN LATERAL (
        SELECT p.run FROM place p WHERE p.name = k.name AND p.key = k.key AND is_live(p.run)
          ORDER BY p.ticket LIMIT 1) f;
END
$$;

-- Removes runs that are at their end, and to whose journals nothing was written since, as far as the caller owns their
-- shards; answers how many. With its maker's rights: nodes need none to remove anything else.
CREATE FUNCTION purge(me uuid, shards integer[], epochs bigint[], turns bigint[], runs uuid[], before bigint)
  RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  WITH fence AS MATERIALIZED (
    SELECT h.id FROM shard h JOIN unnest(shards, epochs, turns) t(id, epoch, turn)
        ON h.id = t.id AND h.epoch = t.epoch AND h.turn = t.turn
      WHERE h.owner = me ORDER BY h.id FOR SHARE OF h),
  over AS MATERIALIZED (
    SELECT r.id FROM run r JOIN fence f ON f.id = r.shard LEFT JOIN standing s ON s.run = r.id
      WHERE r.id = ANY (runs) AND (s.run IS NULL OR s.state IN ('COMPLETED', 'COMPENSATED', 'ABANDONED'))
        AND coalesce((SELECT j.at FROM journal j WHERE j.run = r.id ORDER BY j.seq DESC LIMIT 1), r.started_at) < before),
  records AS (DELETE FROM journal j USING over o WHERE j.run = o.id),
  stands AS (DELETE FROM standing s USING over o WHERE s.run = o.id),
  places AS (DELETE FROM place p USING over o WHERE p.run = o.id),
  gone AS (DELETE FROM run r USING over o WHERE r.id = o.id RETURNING 1)
  SELECT count(*)::integer FROM gone
$$;

-- For a journal that was restored from a backup: what nodes wrote after the backup was taken is lost, and calls
-- made with the lost epochs may still be on their way. Makes every epoch from now on higher than those.
CREATE FUNCTION raise_epochs(by bigint DEFAULT 1000000) RETURNS void LANGUAGE sql SET search_path FROM CURRENT AS $$
  UPDATE shard SET owner = NULL, epoch = epoch + by WHERE by > 0
$$;
