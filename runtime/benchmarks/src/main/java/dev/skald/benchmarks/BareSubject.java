package dev.skald.benchmarks;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The saga by hand over the engine's own store: the same records and changes of the header, each
 * durable before the saga goes on. It has no plan, no retry, no recovery and no timeout, so it is
 * what an engine on this store can at best come close to.
 */
final class BareSubject implements Subject {

  private static final String SAGA = "order-saga";
  private static final String FINGERPRINT = "0".repeat(64);

  private final Services services;
  private final MeteredJournal journal;
  private final BareCommitter committer;
  private final JournalStore store;
  private final AtomicLong ids = new AtomicLong();

  BareSubject(JournalProvider provider, Services services, boolean alone) {
    this.services = services;
    this.journal = new MeteredJournal(provider);
    this.store = journal.open();
    // A journal that nodes share is asked for its shards once: the lease lasts for longer than
    // this.
    store.cluster().ifPresent(JournalCluster::renew);
    this.committer = new BareCommitter(store, alone);
  }

  @Override
  public boolean run(NewOrder input) {
    Run run = new Run(input);
    Order created = services.create(input);
    run.append("succeeded", "createOrder", created);
    Order reserved = services.reserve(created);
    run.append("succeeded", "reserveStock", reserved);
    Order charged = services.charge(reserved);
    run.append("succeeded", "chargePayment", charged);
    try {
      run.end("succeeded", "ship", services.ship(charged), RunState.COMPLETED);
      return true;
    } catch (ShipRejected e) {
      run.turnBack(e);
      services.refund(charged);
      run.append("undone", "chargePayment");
      services.release(reserved);
      run.append("undone", "reserveStock");
      services.cancel(created);
      run.end("undone", "createOrder");
      return false;
    }
  }

  @Override
  public Optional<Journaled> journaled() {
    return Optional.of(journal.counts());
  }

  @Override
  public void close() {
    committer.close();
  }

  /** One run, whose next record has number {@code next}. */
  private final class Run {

    private final UUID id = new UUID(0x7000L, ids.incrementAndGet());
    private final long epoch;
    private int next;

    Run(NewOrder input) {
      epoch = store.epochFor(SAGA, input.id());
      long now = System.currentTimeMillis();
      RunHeader header =
          new RunHeader(
              id, SAGA, input.id(), 1, FINGERPRINT, epoch, RunState.RUNNING, now, RunHeader.NEVER);
      byte[] payload = bytes(Order.of(input));
      JournalRecord first =
          new JournalRecord(
              next++, now, "started", null, JournalRecord.NO_ITEM, 0, 0, null, null, payload);
      committer.commit(new JournalWrite.Create(header, List.of(first)));
    }

    void append(String kind, String step, Order result) {
      write(entry(kind, step, null, bytes(result)), null);
    }

    void append(String kind, String step) {
      write(entry(kind, step, null, null), null);
    }

    void turnBack(ShipRejected why) {
      Failure failure =
          new Failure(
              Failure.Kind.REJECTED, "ship", ShipRejected.class.getName(), "" + why.getMessage());
      write(entry("rejected", "ship", failure, null), RunState.COMPENSATING);
    }

    void end(String kind, String step, Order result, RunState state) {
      write(entry(kind, step, null, bytes(result)), state);
    }

    void end(String kind, String step) {
      write(entry(kind, step, null, null), RunState.COMPENSATED);
    }

    private JournalRecord entry(String kind, String step, Failure failure, byte[] payload) {
      long now = System.currentTimeMillis();
      return new JournalRecord(
          next++, now, kind, step, JournalRecord.NO_ITEM, 1, 0, failure, null, payload);
    }

    private void write(JournalRecord entry, RunState state) {
      JournalWrite.Change change =
          state == null ? null : new JournalWrite.Change(state, RunHeader.NEVER);
      committer.commit(new JournalWrite.Append(id, epoch, List.of(entry), change));
    }

    private static byte[] bytes(Order order) {
      return order.toJson().getBytes(StandardCharsets.UTF_8);
    }
  }
}
