package dev.skald.benchmarks;

import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Fills journals as an engine would have, only faster: with copies of a run that it has made. */
final class Filling {

  static final String SAGA = "order-saga";

  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final int RUNS_AT_ONCE = 500;

  private final RunHeader header;
  private final List<JournalRecord> records;

  /** Makes the run to copy. */
  Filling() {
    Opened journal = new Opened(new MemoryJournal());
    try (SagaEngine engine = Skald.on(journal).open()) {
      NewOrder order = NewOrder.of(1, false);
      var saga = new OrderSagaOrchestrator(engine, new OrderSaga(new Services()));
      saga.start("made", order).await(Duration.ofMinutes(1));
      header = journal.store().find(SAGA, "made").orElseThrow();
      records = journal.store().read(header.id(), 0, 100);
    }
  }

  /** Adds runs that completed a day ago; each has as many records as an order has. */
  void ended(JournalProvider journal, int runs) {
    fill(journal, runs, RunState.COMPLETED, records);
  }

  /** Adds runs of which nothing but the start is durable, as a crash may leave them. */
  void begun(JournalProvider journal, int runs) {
    fill(journal, runs, RunState.RUNNING, records.subList(0, 1));
  }

  int recordsOfARun() {
    return records.size();
  }

  private void fill(JournalProvider journal, int runs, RunState state, List<JournalRecord> ofEach) {
    long began = System.currentTimeMillis() - DAY_MILLIS;
    List<JournalRecord> copies = ofEach.stream().map(entry -> at(entry, began)).toList();
    try (JournalStore store = journal.open()) {
      store.cluster().ifPresent(JournalCluster::renew);
      for (int from = 0; from < runs; from += RUNS_AT_ONCE) {
        List<JournalWrite> batch = new ArrayList<>();
        for (int i = from; i < Math.min(runs, from + RUNS_AT_ONCE); i++) {
          batch.add(new JournalWrite.Create(copy(store, state, began, i), copies));
        }
        for (WriteResult result : store.commit(batch)) {
          if (result != WriteResult.DURABLE) {
            throw new IllegalStateException("A run that was to be filled in is " + result);
          }
        }
      }
    }
  }

  private RunHeader copy(JournalStore store, RunState state, long began, int number) {
    String key = "filled-" + number;
    return new RunHeader(
        new UUID((began + number / 100) << 16 | 0x7000 | number % 100, Long.MIN_VALUE | number),
        header.saga(),
        key,
        header.version(),
        header.fingerprint(),
        store.epochFor(header.saga(), key),
        state,
        began,
        RunHeader.NEVER);
  }

  private static JournalRecord at(JournalRecord entry, long at) {
    return new JournalRecord(
        entry.seq(),
        at,
        entry.kind(),
        entry.step(),
        entry.item(),
        entry.attempt(),
        entry.dueAt(),
        entry.failure(),
        entry.origin(),
        entry.payload());
  }
}
