-- What a node needs, and no more: for a role "skald" that did not make the tables. Apply it with the journal's schema
-- first in the search path. The role also needs USAGE on that schema:
--   GRANT USAGE ON SCHEMA skald TO skald;
-- Transactional steps also need what they do with tables of your own.

GRANT SELECT ON journal_schema TO skald;
GRANT SELECT, INSERT, UPDATE, DELETE ON node TO skald;
-- Shards are there from the beginning, and for ever.
GRANT SELECT, UPDATE ON shard TO skald;
-- What has been written to a journal is never changed; and a node removes runs by purge() alone, which takes those
-- that ended before a time. Where runs are kept for ever, revoke that, too:
--   REVOKE EXECUTE ON FUNCTION purge(uuid, integer[], bigint[], bigint[], uuid[], bigint) FROM PUBLIC;
GRANT SELECT, INSERT ON run TO skald;
GRANT UPDATE (epoch) ON run TO skald;
GRANT SELECT, INSERT ON journal TO skald;
GRANT SELECT, INSERT, UPDATE, DELETE ON standing TO skald;
GRANT SELECT, INSERT, DELETE ON place TO skald;
GRANT UPDATE (waiting) ON place TO skald;
GRANT SELECT, INSERT, DELETE ON letter TO skald;
GRANT UPDATE (answer, answered_at) ON letter TO skald;
-- For a person, after a backup was restored; not for nodes.
REVOKE EXECUTE ON FUNCTION raise_epochs(bigint) FROM PUBLIC;
