package dev.skald.testkit.contract;

import static dev.skald.runtime.spi.WriteResult.DIVERGED;
import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static dev.skald.runtime.spi.WriteResult.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.LockKey;
import dev.skald.runtime.spi.PurgePage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ended long ago is removed, and nothing else is. */
abstract class JournalRetentionContract extends JournalTransactionContract {

  private static final long LATER = NOON + 1_000_000;

  private static final List<RunState> ENDS =
      Arrays.stream(RunState.values()).filter(RunState::isEnd).toList();

  /** Its last record is the one with the number given, decided so many milliseconds after noon. */
  private RunHeader ended(String key, int last) {
    RunHeader run = given(header(key), last);
    change(run, last, RunState.COMPLETED, RunHeader.NEVER);
    return run;
  }

  private int purgeAll(long before, int limit) {
    int removed = 0;
    String cursor = null;
    do {
      PurgePage page = store.purge(before, cursor, limit);
      assertThat(page.removed()).isLessThanOrEqualTo(limit);
      removed += page.removed();
      cursor = page.next();
    } while (cursor != null);
    return removed;
  }

  @Test
  final void whatEndedBeforeTheTimeIsRemoved() {
    for (RunState end : ENDS) {
      RunHeader run = given(header("o-" + end), 3);
      change(run, 3, end, RunHeader.NEVER);

      assertThat(purgeAll(NOON + 3, 10)).as("its last record is of that time").isZero();
      assertThat(store.find(SAGA, run.key())).isPresent();
      assertHolds(run, 4);

      assertThat(purgeAll(NOON + 4, 10)).isOne();
      assertThat(store.find(SAGA, run.key())).isEmpty();
      assertHolds(run, 0);
    }
    assertThat(store.list(RunQuery.all()).runs()).isEmpty();
  }

  @Test
  final void whatIsNotAtItsEndStaysHoweverOldItIs() {
    List<RunHeader> live = new ArrayList<>();
    for (RunState state : RunState.values()) {
      if (!state.isEnd()) {
        RunHeader run = given("o-" + state);
        change(run, 1, state, NOON + 2);
        live.add(run);
      }
    }

    assertThat(purgeAll(LATER, 3)).isZero();

    for (RunHeader run : live) {
      assertThat(store.find(SAGA, run.key())).isPresent();
      assertHolds(run, 2);
    }
    assertThat(store.due(LATER, 100)).hasSize(live.size());
  }

  @Test
  final void whatIsWrittenAfterTheEndCounts() {
    RunHeader run = ended("o-1", 1);
    assertThat(commit(append(run, 2, 50))).containsExactly(DURABLE);

    assertThat(purgeAll(NOON + 49, 10)).isZero();
    assertThat(purgeAll(NOON + 50, 10)).isOne();
  }

  @Test
  final void whatWasRemovedTakesNothingMoreAndItsKeyIsFree() {
    RunHeader run = ended("o-1", 1);
    assertThat(purgeAll(LATER, 10)).isOne();

    assertThat(commit(append(run, 2, 3), append(run, 0, 1))).containsExactly(DIVERGED, DIVERGED);
    assertThat(commit(new Lock(run.id(), epoch(store), List.of(new LockKey("a", "b")))))
        .containsExactly(DIVERGED);
    assertThat(store.claim(run.id())).isEmpty();
    assertThat(store.nextInLine(run.id())).isEmpty();
    assertHolds(run, 0);

    RunHeader again = given(header("o-1"), 2);
    assertThat(store.find(SAGA, "o-1")).contains(again);
    assertHolds(again, 2);
    assertThat(commit(append(again, 2, 3))).containsExactly(DURABLE);
    assertThat(store.list(RunQuery.all()).runs()).hasSize(1);
  }

  @Test
  final void eachPageLooksAtSoManyRunsAndTheNextGoesOnBehindIt() {
    for (int i = 0; i < 10; i++) {
      if (i % 2 == 0) {
        ended("over-" + i, 1);
      } else {
        given("live-" + i);
      }
    }

    List<Integer> removed = new ArrayList<>();
    String cursor = null;
    do {
      PurgePage page = store.purge(LATER, cursor, 3);
      removed.add(page.removed());
      cursor = page.next();
    } while (cursor != null);

    assertThat(removed).startsWith(2, 1, 2, 0);
    assertThat(store.list(RunQuery.all()).runs())
        .extracting(run -> run.key())
        .containsExactly("live-9", "live-7", "live-5", "live-3", "live-1");
  }

  @Test
  final void whatIsYoungerIsNotGoneThrough() {
    for (int i = 0; i < 10; i++) {
      ended("o-" + i, 1);
    }
    assertThat(store.purge(NOON, null, 3)).isEqualTo(new PurgePage(0, null));
  }

  @Test
  final void noMoreIsRemovedAtOnceThanCommitsCanWaitFor() {
    int large = 400;
    for (int i = 0; i < 3; i++) {
      ended("o-" + i, large);
    }

    PurgePage first = store.purge(LATER, null, 100);

    assertThat(first.removed()).isOne();
    assertThat(first.next()).isNotNull();
    assertThat(store.find(SAGA, "o-0")).isEmpty();
    assertThat(store.find(SAGA, "o-1")).isPresent();
    assertThat(purgeAll(LATER, 100)).isEqualTo(2);
  }

  @Test
  final void whatFormerOwnersLeftAtItsEndIsRemovedUnclaimed() {
    ended("over", 1);
    given("live");

    store = successor();

    assertThat(purgeAll(LATER, 10)).isOne();
    assertThat(store.claim(SAGA, 10)).extracting(RunHeader::key).containsExactly("live");
  }

  @Test
  final void aLockOutlivesTheRunsThatHeldIt() {
    List<LockKey> seat = List.of(new LockKey("seat", "7"));
    RunHeader first = given("o-1");
    RunHeader second = given("o-2");
    RunHeader third = given("o-3");
    assertThat(commit(lock(first, seat), lock(second, seat), lock(third, seat)))
        .containsExactly(DURABLE, QUEUED, QUEUED);
    change(first, 1, RunState.COMPLETED, RunHeader.NEVER);

    assertThat(purgeAll(LATER, 10)).isOne();

    assertThat(commit(lock(second, seat), lock(third, seat))).containsExactly(DURABLE, QUEUED);
    change(second, 1, RunState.ABANDONED, RunHeader.NEVER);
    assertThat(store.nextInLine(second.id())).extracting(RunHeader::key).containsExactly("o-3");
    assertThat(purgeAll(LATER, 10)).isOne();
    assertThat(commit(lock(third, seat))).containsExactly(DURABLE);
  }

  @Test
  final void runsOfALockThatNobodyWaitsForAnyMoreAreRemoved() {
    List<LockKey> seat = List.of(new LockKey("seat", "7"));
    RunHeader first = given("o-1");
    RunHeader second = given("o-2");
    assertThat(commit(lock(first, seat), lock(second, seat))).containsExactly(DURABLE, QUEUED);
    change(second, 1, RunState.ABANDONED, RunHeader.NEVER);
    change(first, 1, RunState.COMPLETED, RunHeader.NEVER);
    assertThat(store.nextInLine(first.id())).isEmpty();

    assertThat(purgeAll(LATER, 10)).isEqualTo(2);

    assertThat(commit(lock(given("o-3"), seat))).containsExactly(DURABLE);
  }

  private Lock lock(RunHeader run, List<LockKey> keys) {
    return new Lock(run.id(), epoch(store), keys);
  }

  @Test
  final void othersAreWrittenInTheSameBreath() {
    RunHeader live = given("live");
    ended("over", 1);

    assertThat(purgeAll(LATER, 10)).isOne();

    Append more = append(live, 1, 3);
    assertThat(commit(more, create(header("over"), 1), create(header("next"), 1)))
        .containsOnly(DURABLE);
    assertHolds(live, 3);
  }
}
