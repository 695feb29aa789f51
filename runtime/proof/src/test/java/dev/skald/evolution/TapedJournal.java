package dev.skald.evolution;

import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalTransaction;
import dev.skald.runtime.spi.JournalTransactions;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.PurgePage;
import dev.skald.runtime.spi.WriteResult;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An empty journal that is brought to where a tape ends, and writes down there what happens to it.
 *
 * @param journal the real one
 * @param tape what happened before, and what happens
 */
record TapedJournal(JournalProvider journal, Tape tape) implements JournalProvider {

  @Override
  public JournalStore open() {
    try (JournalStore former = journal.open()) {
      for (Entry entry : tape.entries()) {
        if (entry instanceof Entry.Wrote wrote) {
          replay(former, by(former.epochFor("", ""), wrote.write()));
        }
      }
    }
    return new Store(journal.open(), tape);
  }

  private static void replay(JournalStore store, JournalWrite write) {
    WriteResult result = store.commit(List.of(write)).get(0);
    if (result != WriteResult.DURABLE && result != WriteResult.QUEUED) {
      throw new AssertionError("The journal cannot be written again: " + result + " " + write);
    }
  }

  /** The same, written by another owner. */
  private static JournalWrite by(long epoch, JournalWrite write) {
    if (write instanceof JournalWrite.Append append) {
      return new JournalWrite.Append(append.run(), epoch, append.records(), append.change());
    }
    return write instanceof JournalWrite.Lock lock
        ? new JournalWrite.Lock(lock.run(), epoch, lock.keys())
        : write;
  }

  private record Store(JournalStore store, Tape tape) implements JournalStore {

    @Override
    public long epochFor(String saga, String key) {
      return store.epochFor(saga, key);
    }

    @Override
    public List<WriteResult> commit(List<JournalWrite> batch) {
      List<WriteResult> results = store.commit(batch);
      for (int i = 0; i < batch.size(); i++) {
        note(batch.get(i), results.get(i));
      }
      return results;
    }

    private void note(JournalWrite write, WriteResult result) {
      if (result == WriteResult.DURABLE || result == WriteResult.QUEUED) {
        tape.add(new Entry.Wrote(write));
      }
    }

    @Override
    public Optional<JournalTransactions> transactions() {
      return store.transactions().map(all -> run -> new Transaction(all.begin(run), this));
    }

    @Override
    public List<RunHeader> claim(String saga, int limit) {
      return store.claim(saga, limit);
    }

    @Override
    public Optional<RunHeader> claim(UUID run) {
      return store.claim(run);
    }

    @Override
    public List<RunHeader> nextInLine(UUID ended) {
      return store.nextInLine(ended);
    }

    @Override
    public Optional<RunHeader> find(String saga, String key) {
      return store.find(saga, key);
    }

    @Override
    public List<JournalRecord> read(UUID run, int fromSeq, int limit) {
      return store.read(run, fromSeq, limit);
    }

    @Override
    public List<RunHeader> due(long upTo, int limit) {
      return store.due(upTo, limit);
    }

    @Override
    public PurgePage purge(long before, @Nullable String cursor, int limit) {
      return store.purge(before, cursor, limit);
    }

    @Override
    public RunPage list(RunQuery query) {
      return store.list(query);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  private record Transaction(JournalTransaction transaction, Store store)
      implements JournalTransaction {

    @Override
    public <T> T resource(Class<T> type) {
      return transaction.resource(type);
    }

    @Override
    public WriteResult commit(JournalWrite.Append write) {
      WriteResult result = transaction.commit(write);
      store.note(write, result);
      return result;
    }

    @Override
    public void close() {
      transaction.close();
    }
  }
}
