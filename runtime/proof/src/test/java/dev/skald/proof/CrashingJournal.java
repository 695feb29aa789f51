package dev.skald.proof;

import dev.skald.proof.CrashPoint.Place;
import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalCluster;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A journal that passes a {@link CrashPoint} before and after each transaction.
 *
 * @param journal the real one
 * @param crash where to die
 * @param ownership told what is owned, before anything can come of it
 */
record CrashingJournal(JournalProvider journal, CrashPoint crash, Ownership ownership)
    implements JournalProvider {

  @Override
  public JournalStore open() {
    long now = System.currentTimeMillis();
    JournalStore store = journal.open();
    ownership.opened(store, now);
    return new Store(
        store, store.cluster().map(all -> new CrashingCluster(all, crash, ownership)), this);
  }

  private record Store(
      JournalStore store, Optional<CrashingCluster> shared, CrashingJournal crashing)
      implements JournalStore {

    private CrashPoint crash() {
      return crashing.crash;
    }

    @Override
    public long epochFor(String saga, String key) {
      return store.epochFor(saga, key);
    }

    @Override
    public boolean owns(RunHeader run) {
      return store.owns(run);
    }

    @Override
    public List<WriteResult> commit(List<JournalWrite> batch) {
      long now = System.currentTimeMillis();
      crash().passing(Place.COMMIT, true);
      List<WriteResult> results = store.commit(batch);
      crashing.ownership.tell(created(batch), now);
      crash().passing(Place.COMMIT, false);
      return results;
    }

    private static List<RunHeader> created(List<JournalWrite> batch) {
      return batch.stream()
          .filter(JournalWrite.Create.class::isInstance)
          .map(part -> ((JournalWrite.Create) part).run())
          .collect(Collectors.toList());
    }

    @Override
    public List<RunHeader> claim(String saga, int limit) {
      long now = System.currentTimeMillis();
      crash().passing(Place.CLAIM, true);
      List<RunHeader> claimed = store.claim(saga, limit);
      crashing.ownership.tell(claimed, now);
      crash().passing(Place.CLAIM, false);
      return claimed;
    }

    @Override
    public Optional<RunHeader> claim(UUID run) {
      long now = System.currentTimeMillis();
      crash().passing(Place.CLAIM, true);
      Optional<RunHeader> claimed = store.claim(run);
      crashing.ownership.tell(claimed.stream().toList(), now);
      crash().passing(Place.CLAIM, false);
      return claimed;
    }

    @Override
    public List<RunHeader> nextInLine(UUID ended) {
      return store.nextInLine(ended);
    }

    @Override
    public Optional<JournalTransactions> transactions() {
      return store.transactions().map(all -> run -> new Transaction(all.begin(run), crash()));
    }

    @Override
    public Optional<JournalCluster> cluster() {
      return shared.map(all -> all);
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
      crash.passing(Place.COMMIT, true);
      WriteResult result = transaction.commit(write);
      crash.passing(Place.COMMIT, false);
      return result;
    }

    @Override
    public void close() {
      transaction.close();
    }
  }
}
