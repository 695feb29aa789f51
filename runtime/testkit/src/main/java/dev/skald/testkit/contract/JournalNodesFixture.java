package dev.skald.testkit.contract;

import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.Holdings;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.JournalWrite.Create;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.LockKey;
import dev.skald.runtime.spi.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A journal that several nodes share, and short words for what they do to it. */
abstract class JournalNodesFixture {

  static final String SAGA = "place-order";
  static final long NOON = 1_750_000_000_000L;

  private final List<JournalStore> opened = new ArrayList<>();
  private JournalProvider journal;
  private long ids;

  /** A node that was opened first and has had its first {@code renew}: it owns all shards. */
  JournalStore a;

  /**
   * Makes a journal without runs.
   *
   * @return a provider whose data are this test's alone; each store it opens is a node
   * @throws Exception if that fails; the test fails with it
   */
  protected abstract JournalProvider newJournal() throws Exception;

  /**
   * How long a lease lasts.
   *
   * @return the time after which others take over from a node that does not renew it
   */
  protected abstract Duration lease();

  /**
   * Lets time pass: on the journal's own clock, and on those of all nodes.
   *
   * @param time how much
   * @throws Exception if that fails; the test fails with it
   */
  protected abstract void pass(Duration time) throws Exception;

  @BeforeEach
  final void openJournal() throws Exception {
    journal = newJournal();
    a = node();
    of(a).renew();
  }

  @AfterEach
  final void closeJournal() {
    opened.forEach(JournalStore::close);
  }

  /** A node more, which owns nothing yet. */
  final JournalStore node() {
    JournalStore store = journal.open();
    opened.add(store);
    return store;
  }

  static JournalCluster of(JournalStore node) {
    return node.cluster().orElseThrow();
  }

  /** Lets the leases of all nodes lapse but of those named. */
  final void lapseAllBut(JournalStore... living) throws Exception {
    for (int third = 0; third < 3; third++) {
      pass(lease().dividedBy(2));
      for (JournalStore node : living) {
        of(node).renew();
      }
    }
  }

  /** A second node to which the first has given everything. */
  final JournalStore heir() {
    JournalStore heir = node();
    of(a).leave();
    of(a).release(of(a).renew().epochs().keySet());
    of(heir).renew();
    return heir;
  }

  /** Lets nodes settle what each of them is to own; answers what each does. */
  static List<Holdings> share(JournalStore... nodes) {
    List<Holdings> holdings = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      holdings.clear();
      for (JournalStore node : nodes) {
        of(node).release(of(node).renew().surplus());
      }
    }
    for (JournalStore node : nodes) {
      holdings.add(of(node).renew());
    }
    return holdings;
  }

  final UUID id() {
    ids++;
    return new UUID(NOON + ids << 16 | 0x7000, 0x8000_0000_0000_0000L | ids);
  }

  /** A new run as a node would write it. */
  final RunHeader header(JournalStore node, String key) {
    return header(node, SAGA, key, RunState.RUNNING, RunHeader.NEVER);
  }

  final RunHeader header(JournalStore node, String saga, String key, RunState state, long wakeAt) {
    long epoch = node.epochFor(saga, key);
    return new RunHeader(id(), saga, key, 3, "abc123", epoch, state, NOON + ids, wakeAt);
  }

  static List<JournalRecord> rows(int from, int to) {
    List<JournalRecord> rows = new ArrayList<>();
    for (int seq = from; seq < to; seq++) {
      rows.add(JournalFixture.row(seq));
    }
    return rows;
  }

  static WriteResult commit(JournalStore node, JournalWrite part) {
    return node.commit(List.of(part)).get(0);
  }

  static WriteResult create(JournalStore node, RunHeader run) {
    return commit(node, new Create(run, rows(0, 1)));
  }

  /** A run of a node's own, with one record. */
  final RunHeader given(JournalStore node, String key) {
    RunHeader run = header(node, key);
    assertThat(create(node, run)).isEqualTo(DURABLE);
    return run;
  }

  static WriteResult append(JournalStore node, RunHeader run, int seq) {
    return commit(node, new Append(run.id(), run.epoch(), rows(seq, seq + 1), null));
  }

  static WriteResult change(JournalStore node, RunHeader run, RunState state, long wakeAt) {
    return commit(node, new Append(run.id(), run.epoch(), List.of(), new Change(state, wakeAt)));
  }

  static WriteResult lock(JournalStore node, RunHeader run, LockKey... keys) {
    return commit(node, new Lock(run.id(), run.epoch(), List.of(keys)));
  }

  static RunHeader find(JournalStore node, String key) {
    return node.find(SAGA, key).orElseThrow();
  }

  static int count(JournalStore node, RunHeader run) {
    return node.read(run.id(), 0, 10_000).size();
  }

  /** A key whose run is in a shard that one node owns and no other does. */
  static String keyOf(JournalStore owner) {
    return keyOf(owner, "o");
  }

  static String keyOf(JournalStore owner, String prefix) {
    for (int i = 0; ; i++) {
      if (owner.epochFor(SAGA, prefix + i) > 0) {
        return prefix + i;
      }
    }
  }

  static @Nullable RunHeader withEpoch(@Nullable RunHeader run, long epoch) {
    return run == null ? null : JournalFixture.withEpoch(run, epoch);
  }
}
