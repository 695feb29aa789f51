package dev.skald.testkit.contract;

import static dev.skald.runtime.spi.WriteResult.DIVERGED;
import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static dev.skald.runtime.spi.WriteResult.EXISTS;
import static dev.skald.runtime.spi.WriteResult.FENCED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.JournalWrite.Create;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.LockKey;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@code commit} writes, and what it refuses. */
abstract class JournalCommitContract extends JournalFixture {

  @Test
  final void aCreatedRunIsFoundWithTheOwnersEpoch() {
    RunHeader wrongEpoch = withEpoch(header("o-1"), shares() ? epoch(store) : 77);

    assertThat(commit(create(wrongEpoch, 2))).containsExactly(DURABLE);

    assertThat(store.find(SAGA, "o-1")).contains(withEpoch(wrongEpoch, epoch(store)));
    assertHolds(wrongEpoch, 2);
    assertThat(store.find(SAGA, "o-2")).isEmpty();
    assertThat(store.find("other-saga", "o-1")).isEmpty();
  }

  @Test
  final void creatingAnExistingKeyChangesNothingAndHarmsNoOther() {
    RunHeader first = given("o-1");
    RunHeader second = header("o-1");
    RunHeader other = header("o-2");

    assertThat(commit(create(second, 3), create(other, 1))).containsExactly(EXISTS, DURABLE);

    assertThat(store.find(SAGA, "o-1")).contains(first);
    assertHolds(first, 1);
    assertThat(store.read(second.id(), 0, 10)).isEmpty();
    assertHolds(other, 1);
  }

  @Test
  final void ofTwoCreatesInOneBatchTheFirstWins() {
    RunHeader first = header("o-1");
    RunHeader second = header("o-1");

    assertThat(commit(create(first, 1), create(second, 2))).containsExactly(DURABLE, EXISTS);

    assertThat(store.find(SAGA, "o-1").orElseThrow().id()).isEqualTo(first.id());
    assertThat(store.read(second.id(), 0, 10)).isEmpty();
  }

  @Test
  final void oneKeyServesSeveralSagas() {
    RunHeader here = given(header("a", "o-1", RunState.RUNNING, RunHeader.NEVER), 1);
    RunHeader there = given(header("b", "o-1", RunState.RUNNING, RunHeader.NEVER), 2);

    assertThat(store.find("a", "o-1")).contains(here);
    assertThat(store.find("b", "o-1")).contains(there);
  }

  @Test
  final void creatingAnExistingIdOrWithAGapIsRefused() {
    RunHeader first = given("o-1");
    RunHeader twin =
        new RunHeader(
            first.id(), SAGA, "o-2", 3, "abc123", 1, RunState.RUNNING, NOON, RunHeader.NEVER);

    assertThat(commit(create(twin, 1), new Create(header("o-3"), rows(1, 3)), append(first, 1, 2)))
        .containsExactly(DIVERGED, DIVERGED, DURABLE);

    assertThat(store.find(SAGA, "o-2")).isEmpty();
    assertThat(store.find(SAGA, "o-3")).isEmpty();
    assertHolds(first, 2);
  }

  @Test
  final void whatFollowsARefusedCreationIsDecidedForItself() {
    RunHeader first = given("o-1");
    RunHeader second = given(header("o-2"), 4);
    store = successor();
    store.claim(first.id());
    store.claim(second.id());
    Create once = create(withEpoch(first, epoch(store)), 1);
    Create longer = create(withEpoch(first, epoch(store)), 9);
    Create holed = new Create(withEpoch(second, epoch(store)), rows(1, 3));
    Lock lock = new Lock(first.id(), epoch(store), List.of(new LockKey("account", "1")));

    assertThat(commit(once, append(first, 1, 2), lock, append(first, 2, 3)))
        .containsExactly(EXISTS, DURABLE, DURABLE, DURABLE);
    assertThat(commit(longer, append(first, 9, 10), append(first, 3, 4)))
        .containsExactly(EXISTS, DIVERGED, DURABLE);
    assertThat(commit(holed, append(second, 2, 3), append(second, 4, 5)))
        .containsExactly(EXISTS, DIVERGED, DURABLE);

    assertHolds(first, 4);
    assertHolds(second, 5);
  }

  @Test
  final void severalPartsOfOneRunInOneBatchAreWrittenInTheirOrder() {
    RunHeader run = header("o-1");

    assertThat(commit(create(run, 1), append(run, 1, 3), append(run, 3, 4)))
        .containsExactly(DURABLE, DURABLE, DURABLE);
    assertThat(commit(append(run, 4, 5), append(run, 5, 6))).containsExactly(DURABLE, DURABLE);

    assertHolds(run, 6);
  }

  @Test
  final void aGapAndADoubleAreRefusedAndHarmNoOther() {
    RunHeader run = given("o-1");
    RunHeader other = given("o-2");
    Append holed = new Append(run.id(), epoch(store), List.of(row(1), row(3)), null);

    assertThat(
            commit(
                append(run, 2, 3),
                append(other, 1, 2),
                append(run, 0, 1),
                holed,
                append(run, 1, 2),
                append(run, 1, 2)))
        .containsExactly(DIVERGED, DURABLE, DIVERGED, DIVERGED, DURABLE, DIVERGED);

    assertHolds(run, 2);
    assertHolds(other, 2);
  }

  @Test
  final void aRefusedPartDoesNotChangeTheHeader() {
    RunHeader run = given("o-1");
    Change end = new Change(RunState.COMPLETED, NOON);

    assertThat(commit(append(store, run, 5, 6, end))).containsExactly(DIVERGED);

    assertThat(store.find(SAGA, "o-1")).contains(run);
    assertThat(store.due(Long.MAX_VALUE - 1, 10)).isEmpty();
  }

  @Test
  final void anUnknownRunDiverges() {
    assertThat(commit(append(header("o-1"), 0, 1))).containsExactly(DIVERGED);
    assertThat(store.read(id(), 0, 10)).isEmpty();
  }

  @Test
  final void anotherEpochIsFenced() {
    RunHeader run = given("o-1");
    long own = epoch(store);

    assertThat(
            commit(
                new Append(run.id(), own + 1, rows(1, 2), null),
                new Append(run.id(), own - 1, rows(1, 2), null),
                append(run, 1, 2)))
        .containsExactly(FENCED, FENCED, DURABLE);

    assertHolds(run, 2);
  }

  @Test
  final void aChangeOfTheHeaderIsKept() {
    RunHeader run = given("o-1");

    change(run, 1, RunState.WAITING, NOON + 5);
    RunHeader waiting = store.find(SAGA, "o-1").orElseThrow();
    assertThat(waiting.state()).isEqualTo(RunState.WAITING);
    assertThat(waiting.wakeAt()).isEqualTo(NOON + 5);

    assertThat(commit(append(run, 2, 3))).containsExactly(DURABLE);
    assertThat(store.find(SAGA, "o-1")).contains(waiting);

    Append headerOnly = append(store, run, 3, 3, new Change(RunState.PARKED, RunHeader.NEVER));
    assertThat(commit(headerOnly)).containsExactly(DURABLE);
    RunHeader parked = store.find(SAGA, "o-1").orElseThrow();
    assertThat(parked.state()).isEqualTo(RunState.PARKED);
    assertThat(parked.wakeAt()).isEqualTo(RunHeader.NEVER);
    assertHolds(run, 3);
  }

  @Test
  final void theLastChangeInABatchWins() {
    RunHeader run = header("o-1");

    commit(
        create(run, 1),
        append(store, run, 1, 2, new Change(RunState.WAITING, NOON)),
        append(store, run, 2, 3, new Change(RunState.COMPLETED, RunHeader.NEVER)));

    assertThat(store.find(SAGA, "o-1").orElseThrow().state()).isEqualTo(RunState.COMPLETED);
    assertThat(store.due(Long.MAX_VALUE - 1, 10)).isEmpty();
  }

  @Test
  final void everyFieldOfARecordComesBack() {
    String odd = "Zo\u00eb \ud83d\ude80 'quoted' \"twice\" \\ % \n\t";
    List<JournalRecord> rows = new ArrayList<>();
    rows.add(new JournalRecord(0, NOON, "STARTED", null, -1, 0, 0, null, null, null));
    rows.add(new JournalRecord(1, -1, odd, odd, 4_711, -7, 5, null, odd, new byte[0]));
    for (Failure.Kind kind : Failure.Kind.values()) {
      Failure failure = new Failure(kind, odd, odd, odd);
      rows.add(
          new JournalRecord(rows.size(), 0, "FAILED", "s", 0, 2, 0, failure, null, new byte[] {0}));
    }
    Failure bare = new Failure(Failure.Kind.ERROR, null, null, "");
    rows.add(
        new JournalRecord(
            rows.size(),
            Long.MIN_VALUE,
            "x",
            "",
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            bare,
            "",
            new byte[] {-1, 0, 1}));
    RunHeader run = header("o-1");

    assertThat(commit(new Create(run, rows))).containsExactly(DURABLE);

    assertSame(store.read(run.id(), 0, 100), rows);
  }

  @Test
  final void everyFieldOfAHeaderComesBack() {
    for (RunState state : RunState.values()) {
      String odd = "Zo\u00eb \ud83d\ude80 " + state;
      RunHeader run =
          new RunHeader(
              id(),
              odd,
              odd,
              Integer.MAX_VALUE,
              odd,
              epoch(store),
              state,
              Long.MAX_VALUE,
              Long.MAX_VALUE - 1);
      assertThat(commit(create(run, 1))).containsExactly(DURABLE);
      assertThat(store.find(odd, odd)).contains(run);
    }
  }

  @Test
  final void keysAreComparedExactly() {
    List<String> keys =
        List.of("a", "A", "a ", " a", "\u00e9", "e\u0301", "k".repeat(255), "\ud83d\ude80", "%");
    List<RunHeader> runs = keys.stream().map(this::given).toList();

    for (int i = 0; i < keys.size(); i++) {
      assertThat(store.find(SAGA, keys.get(i))).contains(runs.get(i));
    }
  }

  @Test
  final void aPayloadOfOneMebibyteComesBack() {
    byte[] payload = new byte[1 << 20];
    new Random(1).nextBytes(payload);
    JournalRecord large =
        new JournalRecord(0, NOON, "STARTED", null, -1, 0, 0, null, null, payload);
    RunHeader run = header("o-1");

    assertThat(commit(new Create(run, List.of(large)))).containsExactly(DURABLE);

    assertSame(store.read(run.id(), 0, 1).get(0), large);
  }

  @Test
  final void aFullBatchIsWritten() {
    List<RunHeader> runs = new ArrayList<>();
    List<JournalWrite> parts = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      RunHeader run = header("o-" + i);
      runs.add(run);
      parts.add(create(run, 1));
      parts.add(append(run, 1, 4));
    }

    List<WriteResult> results = store.commit(parts);

    assertThat(results).hasSize(128).containsOnly(DURABLE);
    runs.forEach(run -> assertHolds(run, 4));
  }

  @Test
  final void recordsAreReadByPage() {
    RunHeader run = given(header("o-1"), 10);

    assertSame(store.read(run.id(), 0, 4), rows(0, 4));
    assertSame(store.read(run.id(), 4, 4), rows(4, 8));
    assertSame(store.read(run.id(), 8, 4), rows(8, 10));
    assertThat(store.read(run.id(), 10, 4)).isEmpty();
    assertThat(store.read(run.id(), 99, 4)).isEmpty();
  }
}
