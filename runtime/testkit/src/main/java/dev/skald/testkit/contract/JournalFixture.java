package dev.skald.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalCluster;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.JournalWrite.Create;
import dev.skald.runtime.spi.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A journal for each test, and short words for what is written to it. */
abstract class JournalFixture {

  static final String SAGA = "place-order";
  static final long NOON = 1_750_000_000_000L;

  private final List<JournalStore> opened = new ArrayList<>();
  private long ids;

  JournalProvider journal;
  JournalStore store;

  /**
   * Makes a journal without runs.
   *
   * @return a provider whose data are this test's alone, and are the same each time it is opened
   * @throws Exception if that fails; the test fails with it
   */
  protected abstract JournalProvider newJournal() throws Exception;

  /**
   * Whether the journal refuses to be opened while it is open, rather than to fence the former
   * store.
   *
   * @return false unless overridden
   */
  protected boolean refusesSecondOwner() {
    return false;
  }

  @BeforeEach
  final void openJournal() throws Exception {
    journal = newJournal();
    store = opened(journal);
  }

  @AfterEach
  final void closeJournal() {
    opened.forEach(JournalStore::close);
  }

  private JournalStore opened(JournalProvider provider) {
    JournalStore opened = provider.open();
    this.opened.add(opened);
    opened.cluster().ifPresent(JournalCluster::renew);
    return opened;
  }

  /** Whether several stores live side by side; here one of them owns everything. */
  final boolean shares() {
    return store.cluster().isPresent();
  }

  /** Opens the journal again, as an engine would after a crash. */
  final JournalStore successor() {
    if (refusesSecondOwner() || shares()) {
      store.close();
    }
    return opened(journal);
  }

  final UUID id() {
    ids++;
    return new UUID(NOON + ids << 16 | 0x7000, 0x8000_0000_0000_0000L | ids);
  }

  final RunHeader header(String key) {
    return header(SAGA, key, RunState.RUNNING, RunHeader.NEVER);
  }

  final RunHeader header(String saga, String key, RunState state, long wakeAt) {
    return new RunHeader(id(), saga, key, 3, "abc123", epoch(store), state, NOON + ids, wakeAt);
  }

  /** What a store that owns everything holds all its runs with. */
  static long epoch(JournalStore owner) {
    return owner.epochFor(SAGA, "o-1");
  }

  static JournalRecord row(int seq) {
    byte[] payload = ("{\"seq\":" + seq + "}").getBytes(StandardCharsets.UTF_8);
    return new JournalRecord(seq, NOON + seq, "SUCCEEDED", "charge", -1, 1, 0, null, null, payload);
  }

  static List<JournalRecord> rows(int from, int to) {
    List<JournalRecord> rows = new ArrayList<>();
    for (int seq = from; seq < to; seq++) {
      rows.add(row(seq));
    }
    return rows;
  }

  static Create create(RunHeader run, int count) {
    return new Create(run, rows(0, count));
  }

  final Append append(RunHeader run, int from, int to) {
    return append(store, run, from, to, null);
  }

  static Append append(
      JournalStore owner, RunHeader run, int from, int to, @Nullable Change change) {
    return new Append(run.id(), epoch(owner), rows(from, to), change);
  }

  final List<WriteResult> commit(JournalWrite... parts) {
    return store.commit(Arrays.asList(parts));
  }

  /** Creates a run with some records, and answers its header as the store must give it back. */
  final RunHeader given(RunHeader run, int count) {
    assertThat(commit(create(run, count))).containsExactly(WriteResult.DURABLE);
    return withEpoch(run, epoch(store));
  }

  final RunHeader given(String key) {
    return given(header(key), 1);
  }

  final void change(RunHeader run, int seq, RunState state, long wakeAt) {
    Append part = append(store, run, seq, seq + 1, new Change(state, wakeAt));
    assertThat(commit(part)).containsExactly(WriteResult.DURABLE);
  }

  static RunHeader withEpoch(RunHeader run, long epoch) {
    return new RunHeader(
        run.id(),
        run.saga(),
        run.key(),
        run.version(),
        run.fingerprint(),
        epoch,
        run.state(),
        run.startedAt(),
        run.wakeAt());
  }

  static void assertSame(List<JournalRecord> actual, List<JournalRecord> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertSame(actual.get(i), expected.get(i));
    }
  }

  /** A record's own equality would compare payloads by identity. */
  static void assertSame(JournalRecord actual, JournalRecord expected) {
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }

  final void assertHolds(RunHeader run, int count) {
    assertSame(store.read(run.id(), 0, 1000), rows(0, count));
  }
}
