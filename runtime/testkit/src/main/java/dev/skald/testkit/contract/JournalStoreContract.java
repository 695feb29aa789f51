package dev.skald.testkit.contract;

import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skald.runtime.RunPage;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.JournalRecord;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite.Append;
import dev.skald.runtime.spi.JournalWrite.Change;
import dev.skald.runtime.spi.StoredRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * What every journal promises, as tests. Extend it, say how a journal is made, and it runs:
 *
 * <pre>{@code
 * class MyJournalTest extends JournalStoreContract {
 *   @Override
 *   protected JournalProvider newJournal() {
 *     return new MyJournal();
 *   }
 * }
 * }</pre>
 *
 * <p>A store that offers {@link JournalStore#transactions} also says how a user's data are changed
 * in one, and read ({@link #put}, {@link #kept}).
 */
public abstract class JournalStoreContract extends JournalRetentionContract {

  /** For subclasses. */
  protected JournalStoreContract() {}

  @Test
  final void dueRunsComeEarliestFirstUpToTheTimeInclusive() {
    waiting("late", NOON + 30);
    waiting("early", NOON + 10);
    waiting("middle", NOON + 20);
    given("never");

    assertThat(due(NOON + 9, 10)).isEmpty();
    assertThat(due(NOON + 10, 10)).containsExactly("early");
    assertThat(due(NOON + 100, 10)).containsExactly("early", "middle", "late");
    assertThat(due(NOON + 100, 2)).containsExactly("early", "middle");
    assertThat(store.due(NOON + 10, 10)).containsExactly(store.find(SAGA, "early").orElseThrow());
  }

  @Test
  final void aWakeUpIsMovedAndTakenBack() {
    RunHeader run = waiting("o-1", NOON + 10);

    change(run, 1, RunState.WAITING, NOON + 50);
    assertThat(due(NOON + 49, 10)).isEmpty();
    assertThat(due(NOON + 50, 10)).containsExactly("o-1");

    change(run, 2, RunState.RUNNING, RunHeader.NEVER);
    assertThat(due(Long.MAX_VALUE - 1, 10)).isEmpty();
  }

  @Test
  final void onlyOwnedRunsAreDue() {
    waiting("claimed", NOON);
    RunHeader other = header("other-saga", "left", RunState.WAITING, NOON);
    given(other, 1);

    store = successor();
    assertThat(due(NOON, 10)).isEmpty();
    store.claim(SAGA, 10);
    assertThat(due(NOON, 10)).containsExactly("claimed");
  }

  @Test
  final void severalRunsAreFoundWithWhatTheirJournalsBeginWith() {
    RunHeader shortOne = given(header(SAGA, "short", RunState.RUNNING, RunHeader.NEVER), 2);
    RunHeader longOne = given(header("other-saga", "long", RunState.WAITING, NOON), 5);
    RunHeader ended = given("ended");
    change(ended, 1, RunState.COMPLETED, RunHeader.NEVER);
    given("not asked for");
    RunHeader unknown = header(SAGA, "unknown", RunState.RUNNING, RunHeader.NEVER);

    for (int limit : new int[] {3, 9}) {
      assertThat(store.findAll(List.of(longOne, unknown, ended, shortOne), limit))
          .usingRecursiveFieldByFieldElementComparator()
          .containsExactlyInAnyOrder(
              stored(shortOne, limit), stored(longOne, limit), stored(ended, limit));
    }
    assertThat(store.findAll(List.of(), 3)).isEmpty();
  }

  /** What is found of a run by itself. */
  private StoredRun stored(RunHeader run, int limit) {
    return new StoredRun(
        store.find(run.saga(), run.key()).orElseThrow(), store.read(run.id(), 0, limit));
  }

  private RunHeader waiting(String key, long wakeAt) {
    return given(header(SAGA, key, RunState.WAITING, wakeAt), 1);
  }

  private List<String> due(long upTo, int limit) {
    return store.due(upTo, limit).stream().map(RunHeader::key).toList();
  }

  @Test
  final void runsAreListedNewestFirstWithWhatPeopleWantToKnow() {
    given("o-1");
    RunHeader newest = given("o-2");

    RunPage page = store.list(RunQuery.all());

    Instant startedAt = Instant.ofEpochMilli(newest.startedAt());
    assertThat(page.runs()).hasSize(2);
    assertThat(page.runs().get(0))
        .isEqualTo(new RunPage.Item(SAGA, "o-2", 3, RunState.RUNNING, startedAt));
    assertThat(page.next()).isEmpty();
  }

  @Test
  final void runsAreListedByStateAndSaga() {
    for (RunState state : RunState.values()) {
      for (String saga : List.of("a", "b")) {
        given(header(saga, "o-" + state, state, RunHeader.NEVER), 1);
      }
    }

    for (RunState state : RunState.values()) {
      assertThat(listed(RunQuery.in(state))).containsExactly("b/o-" + state, "a/o-" + state);
      assertThat(listed(new RunQuery("a", state, null, 10))).containsExactly("a/o-" + state);
    }
    assertThat(listed(new RunQuery("a", null, null, 100))).hasSize(RunState.values().length);
    assertThat(listed(new RunQuery("c", null, null, 100))).isEmpty();
  }

  @Test
  final void aListFollowsChangesOfState() {
    RunHeader run = given("o-1");
    change(run, 1, RunState.STUCK, RunHeader.NEVER);
    assertThat(listed(RunQuery.in(RunState.RUNNING))).isEmpty();
    assertThat(listed(RunQuery.in(RunState.STUCK))).containsExactly(SAGA + "/o-1");

    change(run, 2, RunState.COMPLETED, RunHeader.NEVER);
    assertThat(listed(RunQuery.in(RunState.STUCK))).isEmpty();
    assertThat(listed(RunQuery.in(RunState.COMPLETED))).containsExactly(SAGA + "/o-1");
  }

  private List<String> listed(RunQuery query) {
    return store.list(query).runs().stream().map(run -> run.saga() + "/" + run.key()).toList();
  }

  @Test
  final void pagesStayInOrderWhileRunsAreAdded() {
    for (int i = 0; i < 10; i++) {
      given("o-" + i);
    }
    RunQuery query = new RunQuery(SAGA, RunState.RUNNING, null, 4);
    List<String> seen = new ArrayList<>();

    RunPage page = store.list(query);
    page.runs().forEach(run -> seen.add(run.key()));
    while (page.next().isPresent()) {
      given("added-" + seen.size());
      page = store.list(query.from(page.next().get()));
      page.runs().forEach(run -> seen.add(run.key()));
    }

    assertThat(seen)
        .containsExactly("o-9", "o-8", "o-7", "o-6", "o-5", "o-4", "o-3", "o-2", "o-1", "o-0");
  }

  @Test
  final void aPageThatEndsWithTheLastRunHasNoNext() {
    for (int i = 0; i < 4; i++) {
      given("o-" + i);
    }

    assertThat(store.list(new RunQuery(null, null, null, 4)).next()).isEmpty();
    RunPage first = store.list(new RunQuery(null, null, null, 2));
    assertThat(store.list(new RunQuery(null, null, first.nextCursor(), 2)).next()).isEmpty();
  }

  @Test
  final void whatIsNoCursorIsRefused() {
    given("o-1");
    for (String cursor : List.of("", "x", "-1", "1; DROP TABLE run", "99999999999999999999")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store.list(RunQuery.all().from(cursor)))
          .withMessageContaining("cursor");
    }
  }

  @Test
  final void anInterruptedThreadCanDoEverything() {
    RunHeader run = given(header(SAGA, "o-1", RunState.WAITING, NOON), 1);
    if (refusesSecondOwner()) {
      store.close();
    }
    Thread.currentThread().interrupt();
    try {
      store = successor();
      assertThat(store.claim(SAGA, 1)).hasSize(1);
      assertThat(store.claim(run.id())).isPresent();
      assertThat(store.nextInLine(run.id())).isEmpty();
      assertThat(commit(append(run, 1, 2))).containsExactly(DURABLE);
      assertThat(store.find(SAGA, "o-1")).isPresent();
      assertThat(store.due(NOON, 1)).hasSize(1);
      assertThat(store.list(RunQuery.all()).runs()).hasSize(1);
      assertThat(store.purge(NOON, null, 1).removed()).isZero();
      assertHolds(run, 2);
    } finally {
      assertThat(Thread.interrupted()).as("the flag is left as it is").isTrue();
    }
    assertThat(commit(append(run, 2, 3))).containsExactly(DURABLE);
  }

  @Test
  final void othersReadWhatIsDurableWhileItIsWritten() throws Exception {
    JournalStore shared = store;
    RunHeader run = given("o-0");
    AtomicBoolean written = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(6);
    try {
      List<Future<Integer>> rounds = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        rounds.add(readers.submit(() -> readUntil(written, shared, run)));
      }
      for (int seq = 1; seq < 300; seq++) {
        Append more = append(shared, run, seq, seq + 1, new Change(RunState.RUNNING, NOON + seq));
        assertThat(commit(create(header("o-" + seq), 2), more)).containsOnly(DURABLE);
        assertThat(shared.read(run.id(), seq, 1)).as("durable is visible at once").hasSize(1);
      }
      written.set(true);
      for (Future<Integer> round : rounds) {
        assertThat(round.get(60, TimeUnit.SECONDS)).isPositive();
      }
    } finally {
      written.set(true);
      readers.shutdown();
    }
    assertHolds(run, 300);
  }

  private static int readUntil(AtomicBoolean written, JournalStore shared, RunHeader run) {
    int rounds = 0;
    int before = 0;
    do {
      List<JournalRecord> records = shared.read(run.id(), 0, 1000);
      assertThat(records.size()).isGreaterThanOrEqualTo(before);
      assertSame(records, rows(0, records.size()));
      before = records.size();
      assertThat(shared.find(SAGA, "o-0")).isPresent();
      assertThat(shared.due(Long.MAX_VALUE - 1, 5)).hasSizeLessThanOrEqualTo(1);
      for (RunPage.Item item : shared.list(new RunQuery(SAGA, null, null, 5)).runs()) {
        RunHeader listed = shared.find(SAGA, item.key()).orElseThrow();
        assertThat(shared.read(listed.id(), 0, 2)).as(item.key()).isNotEmpty();
      }
      rounds++;
    } while (!written.get());
    return rounds;
  }
}
