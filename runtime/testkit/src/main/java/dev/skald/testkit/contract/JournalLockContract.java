package dev.skald.testkit.contract;

import static dev.skald.runtime.spi.WriteResult.DIVERGED;
import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static dev.skald.runtime.spi.WriteResult.FENCED;
import static dev.skald.runtime.spi.WriteResult.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.JournalWrite.Lock;
import dev.skald.runtime.spi.LockKey;
import dev.skald.runtime.spi.WriteResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who holds a lock, and who is next. */
abstract class JournalLockContract extends JournalOwnerContract {

  private static final LockKey X = new LockKey("account", "x");
  private static final LockKey Y = new LockKey("account", "y");
  private static final LockKey Z = new LockKey("account", "z");

  private Lock lock(RunHeader run, LockKey... keys) {
    return new Lock(run.id(), epoch(store), List.of(keys));
  }

  private WriteResult ask(RunHeader run, LockKey... keys) {
    return commit(lock(run, keys)).get(0);
  }

  /** The next record of a run that has one. */
  private Append end(RunHeader run, RunState state) {
    return append(store, run, 1, 2, new Change(state, RunHeader.NEVER));
  }

  private void ended(RunHeader run) {
    assertThat(commit(end(run, RunState.COMPLETED))).containsExactly(DURABLE);
  }

  @Test
  final void aLockIsHeldUntilTheEndAndThenByWhoeverAskedNext() {
    RunHeader first = given("o-1");
    RunHeader second = given("o-2");
    RunHeader third = given("o-3");

    assertThat(ask(first, X)).isEqualTo(DURABLE);
    assertThat(ask(second, X)).isEqualTo(QUEUED);
    assertThat(ask(third, X)).isEqualTo(QUEUED);

    ended(first);
    assertThat(ask(third, X)).isEqualTo(QUEUED);
    assertThat(ask(second, X)).isEqualTo(DURABLE);

    ended(second);
    assertThat(ask(third, X)).isEqualTo(DURABLE);
  }

  @Test
  final void whoAsksAgainKeepsThePlace() {
    RunHeader first = given("o-1");
    RunHeader second = given("o-2");
    RunHeader third = given("o-3");
    for (int i = 0; i < 3; i++) {
      assertThat(ask(first, X)).isEqualTo(DURABLE);
      assertThat(ask(second, X)).isEqualTo(QUEUED);
      assertThat(ask(third, X, X)).isEqualTo(QUEUED);
    }

    ended(first);

    assertThat(commit(lock(third, X), lock(second, X))).containsExactly(QUEUED, DURABLE);
  }

  @Test
  final void everyEndReleasesAndNothingElseDoes() {
    for (RunState state : RunState.values()) {
      LockKey key = new LockKey("account", state.name());
      RunHeader holder = given("holder-" + state);
      RunHeader waiting = given("waiting-" + state);
      assertThat(commit(lock(holder, key), lock(waiting, key))).containsExactly(DURABLE, QUEUED);

      assertThat(commit(end(holder, state))).containsExactly(DURABLE);

      assertThat(ask(waiting, key)).as("%s", state).isEqualTo(state.isEnd() ? DURABLE : QUEUED);
    }
  }

  @Test
  final void severalLocksAreAskedForTogether() {
    RunHeader first = given("o-1");
    RunHeader both = given("o-2");
    RunHeader last = given("o-3");

    assertThat(ask(first, X)).isEqualTo(DURABLE);
    assertThat(ask(both, X, Y)).isEqualTo(QUEUED);
    assertThat(ask(last, Y)).as("the place was taken though the other is held").isEqualTo(QUEUED);
    assertThat(ask(last, Z)).isEqualTo(DURABLE);

    ended(first);
    assertThat(ask(both, Y, X)).isEqualTo(DURABLE);
    assertThat(ask(last, Y)).isEqualTo(QUEUED);

    ended(both);
    assertThat(ask(last, Y, Z)).isEqualTo(DURABLE);
  }

  @Test
  final void runsThatWantTheSameLocksInAnotherOrderDoNotBlockEachOther() {
    RunHeader first = given("o-1");
    RunHeader second = given("o-2");

    assertThat(commit(lock(first, X, Y), lock(second, Y, X))).containsExactly(DURABLE, QUEUED);
    ended(first);
    assertThat(ask(second, Y, X)).isEqualTo(DURABLE);
  }

  @Test
  final void locksOfOtherNamesAndKeysAreOthers() {
    int number = 0;
    for (String name : List.of("account", "Account", "k")) {
      for (String key : List.of("k", "K", "k ", "\u00e9", "e\u0301", "account", "%")) {
        RunHeader run = given("o-" + number++);
        assertThat(ask(run, new LockKey(name, key))).as(name + "/" + key).isEqualTo(DURABLE);
      }
    }
  }

  @Test
  final void partsOfOneBatchSeeEachOtherInTheirOrder() {
    RunHeader holder = given("o-1");
    RunHeader waiting = given("o-2");
    RunHeader born = header("o-3");
    assertThat(ask(holder, X)).isEqualTo(DURABLE);

    assertThat(
            commit(
                lock(waiting, X),
                end(holder, RunState.COMPENSATED),
                create(born, 1),
                lock(born, X),
                lock(waiting, X),
                end(waiting, RunState.ABANDONED),
                lock(born, X),
                append(born, 1, 2)))
        .containsExactly(QUEUED, DURABLE, DURABLE, QUEUED, DURABLE, DURABLE, DURABLE, DURABLE);

    assertHolds(born, 2);
    assertThat(store.find(SAGA, "o-2").orElseThrow().state()).isEqualTo(RunState.ABANDONED);
  }

  @Test
  final void aWishThatIsRefusedTakesNoPlaceAndHarmsNoOther() {
    RunHeader foreign = given("o-1");
    store = successor();
    RunHeader run = given("o-2");
    Lock wrongEpoch = new Lock(run.id(), epoch(store) + 1, List.of(X));

    assertThat(commit(lock(header("o-3"), X), lock(foreign, X), wrongEpoch, append(run, 1, 2)))
        .containsExactly(DIVERGED, FENCED, FENCED, DURABLE);

    assertThat(ask(given("o-4"), X)).isEqualTo(DURABLE);
    store.claim(SAGA, 10);
    assertThat(ask(foreign, X)).isEqualTo(QUEUED);
  }

  @Test
  final void aRunAtItsEndHoldsNothing() {
    RunHeader run = given("o-1");
    ended(run);

    assertThat(ask(run, X)).isEqualTo(QUEUED);
    assertThat(ask(given("o-2"), X)).isEqualTo(DURABLE);
  }

  @Test
  final void locksSurviveTheirOwner() {
    RunHeader gone = given("o-0");
    RunHeader holder = given("o-1");
    RunHeader waiting = given("o-2");
    assertThat(commit(lock(gone, X), lock(holder, X, Y), lock(waiting, X)))
        .containsExactly(DURABLE, QUEUED, QUEUED);
    ended(gone);

    store = successor();

    RunHeader late = given("o-3");
    assertThat(ask(late, X)).as("held by a run nobody has claimed yet").isEqualTo(QUEUED);
    assertThat(store.claim(SAGA, 10)).hasSize(2);
    assertThat(commit(lock(late, X), lock(waiting, X), lock(holder, X, Y)))
        .containsExactly(QUEUED, QUEUED, DURABLE);
    ended(holder);
    assertThat(commit(lock(late, X), lock(waiting, X))).containsExactly(QUEUED, DURABLE);
  }

  @Test
  final void theNextInEachQueueOfAnEndedRunAreFound() {
    RunHeader holder = given("o-1");
    RunHeader both = given("o-2");
    RunHeader behind = given("o-3");
    RunHeader other = given("o-4");
    commit(lock(holder, X, Y, Z), lock(both, X, Y), lock(behind, X, Y), lock(other, Z));

    ended(holder);

    assertThat(store.nextInLine(holder.id())).containsExactlyInAnyOrder(both, other);
    ended(both);
    assertThat(store.nextInLine(both.id())).containsExactly(behind);
    ended(behind);
    assertThat(store.nextInLine(behind.id())).isEmpty();
    assertThat(store.nextInLine(id())).isEmpty();
    assertThat(store.nextInLine(given("o-5").id())).isEmpty();
  }

  @Test
  final void whoEndedWhileWaitingIsPassedOver() {
    RunHeader holder = given("o-1");
    RunHeader waiting = given("o-2");
    RunHeader last = given("o-3");
    commit(lock(holder, X), lock(waiting, X), lock(last, X));

    ended(waiting);
    assertThat(store.nextInLine(waiting.id())).containsExactly(holder);
    ended(holder);

    assertThat(store.nextInLine(holder.id())).containsExactly(last);
    assertThat(ask(last, X)).isEqualTo(DURABLE);
  }

  @Test
  final void lookingForTheNextChangesNothingForRunsThatGoOn() {
    RunHeader holder = given("o-1");
    RunHeader waiting = given("o-2");
    commit(lock(holder, X), lock(waiting, X));

    assertThat(store.nextInLine(holder.id())).containsExactly(holder);
    assertThat(store.nextInLine(waiting.id())).containsExactly(holder);
    given("o-3");

    assertThat(commit(lock(waiting, X), lock(holder, X))).containsExactly(QUEUED, DURABLE);
    assertThat(store.nextInLine(holder.id())).containsExactly(holder);
    ended(holder);
    assertThat(store.nextInLine(holder.id())).containsExactly(waiting);
    given("o-4");
    assertThat(ask(waiting, X)).isEqualTo(DURABLE);
  }
}
