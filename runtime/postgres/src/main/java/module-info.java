/** The journal for several nodes: one PostgreSQL database. */
module dev.skald.runtime.postgres {
  requires transitive dev.skald.runtime;
  requires transitive java.sql;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.skald.runtime.postgres;
}
