package dev.skald.benchmarks;

import java.util.Locale;

/** The lines of the table. */
enum Row {
  /** {@link StraightLine}. */
  STRAIGHT,
  /** {@link SkaldSubject} on the journal in memory. */
  MEMORY,
  /** The same with {@link dev.skald.runtime.engine.Skald.Builder#callersWork callers that work}. */
  CALLERS,
  /** {@link SkaldSubject} on the SQLite journal. */
  SQLITE,
  /** {@link PipelinedOrderSaga} on the SQLite journal. */
  PIPELINED,
  /** {@link BareSubject} on the SQLite journal. */
  BARE,
  /** {@link RawRows}, in transactions as large as the last of {@link #SQLITE}. */
  RAW,
  /** {@link SkaldSubject} on the PostgreSQL journal. */
  POSTGRES,
  /** {@link BareSubject} on the PostgreSQL journal. */
  PGBARE,
  /** {@link HandSubject}. */
  PGHAND,
  /** Apache Camel, in memory; a {@link Peer}. */
  CAMEL,
  /** Apache Seata, in memory; a {@link Peer}. */
  SEATA,
  /** DBOS Transact on PostgreSQL; a {@link Peer}. */
  DBOS;

  /** Whether another engine runs it, which need not be there. */
  boolean isPeer() {
    return this == CAMEL || this == SEATA || this == DBOS;
  }

  /** The name in options and tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
