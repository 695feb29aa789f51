package dev.skald.runtime.postgres;

/**
 * Where a journal is.
 *
 * @param schema the database's schema that holds its tables
 */
record Place(String schema) {

  /** As it stands in SQL. */
  String quoted() {
    return '"' + schema + '"';
  }

  @Override
  public String toString() {
    return "in the schema " + schema + " of PostgreSQL";
  }
}
