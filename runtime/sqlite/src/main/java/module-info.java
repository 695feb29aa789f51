/** The embedded journal: one SQLite file, safe against {@code kill -9}. */
module dev.skald.runtime.sqlite {
  requires transitive dev.skald.runtime;
  requires java.sql;
  requires org.slf4j;
  requires org.xerial.sqlitejdbc;
  requires static org.jspecify;

  exports dev.skald.runtime.sqlite;
}
