package dev.skald.runtime.engine;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.spi.JournalTransactions;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lends the turn of writing as a database with one writer does: while a user has it, nothing else
 * is written. Offers a list of notes, which become durable with the transaction.
 */
final class LentTurn implements JournalTransactions {

  private final Semaphore turn = new Semaphore(1, true);
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final Function<JournalWrite, WriteResult> write;
  private volatile JournalTransaction open;

  LentTurn(Function<JournalWrite, WriteResult> write) {
    this.write = write;
  }

  <T> T inTurn(Supplier<T> work) {
    turn.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turn.release();
    }
  }

  /** Whether somebody waits for what a user has. */
  boolean isWanted() {
    return turn.hasQueuedThreads();
  }

  /** What users noted and is durable. */
  List<String> notes() {
    return notes;
  }

  @Override
  public JournalTransaction begin(RunHeader run) {
    return borrow();
  }

  JournalTransaction borrow() {
    turn.acquireUninterruptibly();
    open = new Lent();
    return open;
  }

  /** The store is closed. */
  void end() {
    JournalTransaction last = open;
    if (last != null) {
      last.close();
    }
  }

  private final class Lent implements JournalTransaction {

    private final List<String> mine = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    @Override
    public <T> T resource(Class<T> type) {
      if (ended.get()) {
        throw new IllegalStateException("The transaction is over");
      }
      return type.cast(mine);
    }

    @Override
    public WriteResult commit(JournalWrite.Append part) {
      if (!ended.compareAndSet(false, true)) {
        throw new JournalException("The transaction is over");
      }
      try {
        WriteResult result = write.apply(part);
        if (result == WriteResult.DURABLE) {
          notes.addAll(mine);
        }
        return result;
      } finally {
        turn.release();
      }
    }

    @Override
    public void close() {
      if (ended.compareAndSet(false, true)) {
        turn.release();
      }
    }
  }
}
