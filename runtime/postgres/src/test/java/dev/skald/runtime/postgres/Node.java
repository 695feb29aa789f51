package dev.skald.runtime.postgres;

import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Create;
import dev.skald.runtime.spi.WriteResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** A node with a clock of its own, and short words for what it does. */
final class Node implements AutoCloseable {

  static final String SAGA = "place-order";
  static final Duration LEASE = Duration.ofMinutes(10);

  private static final long NOON = 1_750_000_000_000L;
  private static final AtomicLong IDS = new AtomicLong();

  final AtomicLong nanos = new AtomicLong();
  final JournalStore store;

  private Node(DataSource source, Place place) {
    store = PostgresStore.open(source, place, LEASE, nanos::get);
  }

  static Node open(DataSource source, Place place) {
    return new Node(source, place);
  }

  /** A node that has asked for its shards. */
  static Node begun(DataSource source, Place place) {
    Node node = open(source, place);
    node.cluster().renew();
    return node;
  }

  JournalCluster cluster() {
    return store.cluster().orElseThrow();
  }

  RunHeader header(String key) {
    long number = IDS.incrementAndGet();
    UUID id = new UUID(NOON + number << 16 | 0x7000, 0x8000_0000_0000_0000L | number);
    long epoch = store.epochFor(SAGA, key);
    return new RunHeader(id, SAGA, key, 1, "abc", epoch, RunState.RUNNING, NOON, RunHeader.NEVER);
  }

  WriteResult create(RunHeader run) {
    return store.commit(List.of(new Create(run, rows(0, 1)))).get(0);
  }

  RunHeader given(String key) {
    RunHeader run = header(key);
    WriteResult result = create(run);
    if (result != WriteResult.DURABLE) {
      throw new AssertionError(result);
    }
    return run;
  }

  WriteResult append(RunHeader run, int seq) {
    return store.commit(List.of(next(run, seq))).get(0);
  }

  static Append next(RunHeader run, int seq) {
    return new Append(run.id(), run.epoch(), rows(seq, seq + 1), null);
  }

  int count(RunHeader run) {
    return store.read(run.id(), 0, 100_000).size();
  }

  static List<JournalRecord> rows(int from, int to) {
    List<JournalRecord> rows = new ArrayList<>();
    for (int seq = from; seq < to; seq++) {
      byte[] payload = ("{\"seq\":" + seq + "}").getBytes(StandardCharsets.UTF_8);
      rows.add(new JournalRecord(seq, NOON, "SUCCEEDED", "s", -1, 1, 0, null, null, payload));
    }
    return rows;
  }

  @Override
  public void close() {
    store.close();
  }
}
