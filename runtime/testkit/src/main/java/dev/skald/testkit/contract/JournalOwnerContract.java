package dev.skald.testkit.contract;

import static dev.skald.runtime.spi.WriteResult.DIVERGED;
import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static dev.skald.runtime.spi.WriteResult.FENCED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.LockKey;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Who owns the journal and its runs. */
abstract class JournalOwnerContract extends JournalCommitContract {

  @Test
  final void eachOwnerHasAHigherEpochAndFindsWhatWasDurable() {
    long first = epoch(store);
    assertThat(first).isPositive();
    RunHeader run = given(header("o-1"), 3);

    JournalStore second = successor();

    assertThat(epoch(second)).isGreaterThan(first);
    assertThat(second.find(SAGA, "o-1")).contains(run);
    assertSame(second.read(run.id(), 0, 10), rows(0, 3));
  }

  @Test
  final void whatTheFormerOwnerStillWritesIsFenced() {
    Assumptions.assumeFalse(refusesSecondOwner() || shares(), "A former owner cannot live on");
    RunHeader run = given("o-1");

    JournalStore second = successor();

    assertThat(commit(append(run, 1, 2), create(header("o-2"), 1), append(header("o-3"), 0, 1)))
        .containsExactly(FENCED, FENCED, FENCED);
    assertThat(commit(new Lock(run.id(), epoch(store), List.of(new LockKey("a", "b")))))
        .containsExactly(FENCED);
    assertThat(store.claim(SAGA, 10)).isEmpty();
    assertThatExceptionOfType(JournalException.class).isThrownBy(() -> store.claim(run.id()));
    assertThat(second.find(SAGA, "o-1")).contains(run);
    assertThat(store.due(Long.MAX_VALUE - 1, 10)).isEmpty();
    assertThat(second.find(SAGA, "o-2")).isEmpty();
    assertSame(second.read(run.id(), 0, 10), rows(0, 1));
  }

  @Test
  final void anEpochThatWasRefusedDoesNotComeBackWhenItsSuccessorGoes() {
    Assumptions.assumeFalse(refusesSecondOwner() || shares(), "A former owner cannot live on");
    RunHeader run = given("o-1");
    JournalStore second = successor();
    assertThat(commit(append(run, 1, 2))).containsExactly(FENCED);

    second.close();

    assertThat(commit(append(run, 1, 2))).containsExactly(FENCED);
    assertSame(successor().read(run.id(), 0, 10), rows(0, 1));
  }

  @Test
  final void aSecondOwnerIsRefusedWhereTheJournalSaysSo() {
    Assumptions.assumeTrue(refusesSecondOwner(), "A former owner is fenced");

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(journal::open)
          .withMessageContaining("in use");
    }

    given("o-1");
    store.close();
    assertThat(successor().find(SAGA, "o-1")).isPresent();
  }

  @Test
  final void aRunNobodyClaimedTakesNoAppend() {
    RunHeader run = given("o-1");

    store = successor();

    assertThat(commit(append(run, 1, 2))).containsExactly(FENCED);
    assertThat(commit(append(store, run, 1, 1, new Change(RunState.PARKED, NOON))))
        .containsExactly(FENCED);
    assertThat(store.find(SAGA, "o-1")).contains(run);
  }

  @Test
  final void aClaimedRunGoesOnAndItsFormerEpochIsFenced() {
    RunHeader run = given(header("o-1"), 2);
    long former = epoch(store);

    store = successor();

    assertThat(store.claim(SAGA, 10)).containsExactly(withEpoch(run, epoch(store)));
    assertThat(store.find(SAGA, "o-1")).contains(withEpoch(run, epoch(store)));
    assertThat(
            commit(
                new Append(run.id(), former, rows(2, 3), null),
                append(run, 3, 4),
                append(run, 2, 3)))
        .containsExactly(FENCED, DIVERGED, DURABLE);
    assertHolds(run, 3);
  }

  @Test
  final void claimingGivesEachRunOnceOldestFirst() {
    List<RunHeader> runs = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      runs.add(given("o-" + i));
    }

    store = successor();

    List<RunHeader> claimed = new ArrayList<>();
    for (List<RunHeader> page = store.claim(SAGA, 3);
        !page.isEmpty();
        page = store.claim(SAGA, 3)) {
      assertThat(page).hasSizeLessThanOrEqualTo(3);
      claimed.addAll(page);
    }
    assertThat(claimed).extracting(RunHeader::key).containsExactlyElementsOf(keys(runs));
    assertThat(claimed).extracting(RunHeader::epoch).containsOnly(epoch(store));
    assertThat(store.claim(SAGA, 3)).isEmpty();
  }

  private static List<String> keys(List<RunHeader> runs) {
    return runs.stream().map(RunHeader::key).toList();
  }

  @Test
  final void runsAtTheirEndAreNotClaimedAllOthersAre() {
    List<String> live = new ArrayList<>();
    for (RunState state : RunState.values()) {
      RunHeader run = given("o-" + state);
      change(run, 1, state, RunHeader.NEVER);
      if (!state.isEnd()) {
        live.add(run.key());
      }
    }

    store = successor();

    assertThat(store.claim(SAGA, 100)).extracting(RunHeader::key).containsExactlyElementsOf(live);
  }

  @Test
  final void ownRunsAndThoseOfOtherSagasAreNotClaimed() {
    given(header("other-saga", "o-1", RunState.RUNNING, RunHeader.NEVER), 1);
    given("o-1");

    store = successor();
    given("o-2");

    assertThat(store.claim(SAGA, 100)).extracting(RunHeader::key).containsExactly("o-1");
    assertThat(store.claim("third-saga", 100)).isEmpty();
    assertThat(store.claim("other-saga", 100)).hasSize(1);
    assertThat(commit(append(store.find(SAGA, "o-2").orElseThrow(), 1, 2)))
        .containsExactly(DURABLE);
  }

  @Test
  final void aRunIsClaimedByOneOwnerAfterTheOther() {
    given("o-1");
    for (int i = 0; i < 3; i++) {
      store = successor();
      assertThat(store.claim(SAGA, 10)).hasSize(1);
    }
    assertThat(store.find(SAGA, "o-1").orElseThrow().epoch()).isEqualTo(epoch(store));
  }

  @Test
  final void aRunIsClaimedByItself() {
    RunHeader run = given(header(SAGA, "o-1", RunState.WAITING, NOON), 1);
    RunHeader other = given("o-2");
    long former = epoch(store);

    store = successor();
    assertThat(commit(append(run, 1, 2))).containsExactly(FENCED);

    RunHeader claimed = withEpoch(run, epoch(store));
    assertThat(store.claim(run.id())).contains(claimed);
    assertThat(store.find(SAGA, "o-1")).contains(claimed);
    assertThat(store.due(NOON, 10)).containsExactly(claimed);
    assertThat(
            commit(
                new Append(run.id(), former, rows(1, 2), null),
                append(run, 1, 2),
                append(other, 1, 2)))
        .containsExactly(FENCED, DURABLE, FENCED);
    assertHolds(run, 2);
    assertThat(store.claim(id())).isEmpty();
  }

  @Test
  final void aRunIsClaimedByItselfWhateverItsState() {
    List<RunHeader> runs = new ArrayList<>();
    for (RunState state : RunState.values()) {
      RunHeader run = given("o-" + state);
      change(run, 1, state, RunHeader.NEVER);
      runs.add(run);
    }

    store = successor();

    for (RunHeader run : runs) {
      RunHeader before = store.find(SAGA, run.key()).orElseThrow();
      assertThat(store.claim(run.id())).contains(withEpoch(before, epoch(store)));
      assertThat(commit(append(run, 2, 3))).containsExactly(DURABLE);
    }
  }

  @Test
  final void claimingAnOwnRunGivesItAsItIs() {
    RunHeader run = given("o-1");
    change(run, 1, RunState.WAITING, NOON);

    assertThat(store.claim(run.id())).isEqualTo(store.find(SAGA, "o-1"));
    assertThat(commit(append(run, 2, 3))).containsExactly(DURABLE);
    assertThat(store.claim(run.id())).isEqualTo(store.find(SAGA, "o-1"));
    assertThat(store.claim(SAGA, 10)).isEmpty();
  }

  @Test
  final void whatWasClaimedByItselfIsNotGivenAgain() {
    List<RunHeader> runs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      runs.add(given("o-" + i));
    }

    store = successor();

    for (int i : new int[] {0, 1, 2, 4, 7}) {
      assertThat(store.claim(runs.get(i).id())).isPresent();
    }
    List<String> claimed = new ArrayList<>();
    for (List<RunHeader> page = store.claim(SAGA, 2);
        !page.isEmpty();
        page = store.claim(SAGA, 2)) {
      assertThat(page).hasSizeLessThanOrEqualTo(2);
      claimed.addAll(keys(page));
    }
    assertThat(claimed).containsExactly("o-3", "o-5", "o-6");
  }

  @Test
  final void afterCloseEveryMethodSaysSo() {
    RunHeader run = given("o-1");
    store.close();
    store.close();

    assertClosed(() -> commit(append(run, 1, 2)));
    assertClosed(() -> store.find(SAGA, "o-1"));
    assertClosed(() -> store.read(run.id(), 0, 1));
    assertClosed(() -> store.claim(SAGA, 1));
    assertClosed(() -> store.claim(run.id()));
    assertClosed(() -> store.nextInLine(run.id()));
    assertClosed(() -> store.due(NOON, 1));
    assertClosed(() -> store.list(RunQuery.all()));
    assertClosed(() -> store.purge(NOON, null, 1));
  }

  private static void assertClosed(ThrowingCallable call) {
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(call)
        .withMessageContaining("closed");
  }
}
