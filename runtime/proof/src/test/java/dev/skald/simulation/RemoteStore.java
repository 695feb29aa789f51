package dev.skald.simulation;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.PurgePage;
import dev.skald.runtime.spi.UnknownCommitException;
import dev.skald.runtime.spi.WriteResult;
import dev.skald.simulation.Fault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store as one process sees it, over a network that may fail. A statement that is under way when
 * its process is killed may be done all the same.
 */
final class RemoteStore implements JournalStore {

  private final Process process;
  private final JournalStore store;
  private final Network network;
  private final Oracle oracle;
  private final @Nullable RemoteCluster cluster;

  RemoteStore(Process process, JournalStore store, Network network, Oracle oracle) {
    this.process = process;
    this.store = store;
    this.network = network;
    this.oracle = oracle;
    this.cluster =
        store.cluster().map(all -> new RemoteCluster(process, all, network, oracle)).orElse(null);
  }

  /** The way from processes to the store and back. */
  static final class Network {

    private final Timeline timeline;
    private final Weather weather;

    Network(Timeline timeline, Weather weather) {
      this.timeline = timeline;
      this.weather = weather;
    }

    /** Something that is asked for, and its answer. */
    private static final class Statement<T> {
      private @Nullable T value;
      private @Nullable JournalException failure;
    }

    <T> T read(Process process, Supplier<T> operation) {
      return send(
          process,
          operation,
          Kind.CONNECTION_LOST,
          () -> new JournalException("The connection was lost"));
    }

    <T> T commit(Process process, Supplier<T> operation) {
      return send(
          process,
          operation,
          Kind.COMMIT_UNKNOWN,
          () ->
              new UnknownCommitException(
                  "The connection was lost during a commit",
                  new IllegalStateException("connection lost")));
    }

    private <T> T send(
        Process process, Supplier<T> operation, Kind loss, Supplier<JournalException> lost) {
      process.requireAlive();
      int node = process.node();
      if (weather.strikes(Kind.STORE_GONE, node)) {
        weather.fired(Kind.STORE_GONE);
        pause(process, weather.millis(200));
        throw new JournalException("The store cannot be reached");
      }
      boolean slow = weather.strikes(Kind.STORE_SLOW, node);
      boolean isLost = weather.strikes(loss, node);
      if (slow) {
        weather.fired(Kind.STORE_SLOW);
      }
      if (isLost) {
        weather.fired(loss);
      }
      if (isLost && weather.coin()) {
        pause(process, weather.millis(500));
        throw lost.get();
      }
      T value =
          slow || isLost || weather.oneIn(8)
              ? over(process, operation, slow ? weather.oneIn(4) ? 14_000 : 3_000 : 5)
              : operation.get();
      if (isLost) {
        throw lost.get();
      }
      return value;
    }

    private void pause(Process process, long millis) {
      Timeline.Wait wait = timeline.newWait(process, false);
      timeline.resume(millis, wait);
      timeline.await(wait);
    }

    /** There, done, and back: the process may be gone, or frozen, before any of these. */
    private <T> T over(Process process, Supplier<T> operation, long longest) {
      Statement<T> statement = new Statement<>();
      Timeline.Wait wait = timeline.newWait(process, false);
      long there = weather.millis(longest);
      long back = weather.millis(longest);
      timeline.after(
          there,
          null,
          "statement",
          () -> {
            if (process.isDead() && weather.coin()) {
              return;
            }
            try {
              statement.value = operation.get();
            } catch (JournalException e) {
              statement.failure = e;
            }
            timeline.resume(back, wait);
          });
      do {
        timeline.await(wait);
      } while (wait.wasInterrupted());
      if (statement.failure != null) {
        throw statement.failure;
      }
      @SuppressWarnings("NullAway")
      T value = statement.value;
      return value;
    }
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
    return network.commit(
        process,
        () -> {
          List<WriteResult> results = store.commit(batch);
          oracle.committed(process, store, batch, results);
          return results;
        });
  }

  @Override
  public Optional<RunHeader> find(String saga, String key) {
    return network.read(process, () -> store.find(saga, key));
  }

  @Override
  public List<JournalRecord> read(UUID run, int fromSeq, int limit) {
    return network.read(process, () -> store.read(run, fromSeq, limit));
  }

  @Override
  public List<RunHeader> claim(String saga, int limit) {
    return network.read(
        process,
        () -> {
          List<RunHeader> claimed = store.claim(saga, limit);
          claimed.forEach(header -> oracle.claimed(process, header));
          return claimed;
        });
  }

  @Override
  public Optional<RunHeader> claim(UUID run) {
    return network.read(
        process,
        () -> {
          Optional<RunHeader> claimed = store.claim(run);
          claimed.ifPresent(header -> oracle.claimed(process, header));
          return claimed;
        });
  }

  @Override
  public List<RunHeader> nextInLine(UUID ended) {
    // No answer, and nothing was done: so it is promised of this question.
    network.read(process, () -> true);
    return store.nextInLine(ended);
  }

  @Override
  public Optional<JournalCluster> cluster() {
    return Optional.ofNullable(cluster);
  }

  @Override
  public List<RunHeader> due(long upTo, int limit) {
    return network.read(process, () -> new ArrayList<>(store.due(upTo, limit)));
  }

  @Override
  public PurgePage purge(long before, @Nullable String cursor, int limit) {
    return network.read(process, () -> store.purge(before, cursor, limit));
  }

  @Override
  public RunPage list(RunQuery query) {
    return network.read(process, () -> store.list(query));
  }

  @Override
  public void close() {
    if (!process.isDead()) {
      store.close();
    }
  }
}
