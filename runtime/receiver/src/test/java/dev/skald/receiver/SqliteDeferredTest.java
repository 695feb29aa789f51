package dev.skald.receiver;

/** As JDBC begins transactions on SQLite when nobody says how: without a lock. */
class SqliteDeferredTest extends SqliteReceiverTest {

  @Override
  String mode() {
    return "DEFERRED";
  }
}
