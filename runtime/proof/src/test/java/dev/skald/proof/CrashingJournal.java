package dev.skald.proof;

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
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A journal that passes a {@link CrashPoint} before and after each transaction.
 *
 * @param journal the real one
 * @param crash where to die
 * @param opened told the epoch as soon as the journal is open
 */
record CrashingJournal(JournalProvider journal, CrashPoint crash, LongConsumer opened)
    implements JournalProvider {

  @Override
  public JournalStore open() {
    JournalStore store = journal.open();
    opened.accept(store.epochFor("", ""));
    return new Store(store, crash);
  }

  private record Store(JournalStore store, CrashPoint crash) implements JournalStore {

    @Override
    public long epochFor(String saga, String key) {
      return store.epochFor(saga, key);
    }

    @Override
    public List<WriteResult> commit(List<JournalWrite> batch) {
      crash.passing(CrashPoint.Place.COMMIT, true);
      List<WriteResult> results = store.commit(batch);
      crash.passing(CrashPoint.Place.COMMIT, false);
      return results;
    }

    @Override
    public List<RunHeader> claim(String saga, int limit) {
      crash.passing(CrashPoint.Place.CLAIM, true);
      List<RunHeader> claimed = store.claim(saga, limit);
      crash.passing(CrashPoint.Place.CLAIM, false);
      return claimed;
    }

    @Override
    public Optional<RunHeader> claim(UUID run) {
      crash.passing(CrashPoint.Place.CLAIM, true);
      Optional<RunHeader> claimed = store.claim(run);
      crash.passing(CrashPoint.Place.CLAIM, false);
      return claimed;
    }

    @Override
    public List<RunHeader> nextInLine(UUID ended) {
      return store.nextInLine(ended);
    }

    @Override
    public Optional<JournalTransactions> transactions() {
      return store.transactions().map(all -> run -> new Transaction(all.begin(run), crash));
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

  private record Transaction(JournalTransaction transaction, CrashPoint crash)
      implements JournalTransaction {

    @Override
    public <T> T resource(Class<T> type) {
      return transaction.resource(type);
    }

    @Override
    public WriteResult commit(JournalWrite.Append write) {
      crash.passing(CrashPoint.Place.COMMIT, true);
      WriteResult result = transaction.commit(write);
      crash.passing(CrashPoint.Place.COMMIT, false);
      return result;
    }

    @Override
    public void close() {
      transaction.close();
    }
  }
}
