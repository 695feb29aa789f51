package dev.skald.testkit.contract;

import static dev.skald.runtime.spi.WriteResult.DURABLE;
import static dev.skald.runtime.spi.WriteResult.ELSEWHERE;
import static dev.skald.runtime.spi.WriteResult.EXISTS;
import static dev.skald.runtime.spi.WriteResult.FENCED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import dev.skald.runtime.journal.RunHeader;
import dev.skald.runtime.spi.Holdings;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.WriteResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What a journal promises that several nodes share, as tests: that a run has one owner, whatever
 * happens to the nodes. Extend it, say how a journal is made and how time passes, and it runs;
 * beside {@link JournalStoreContract}, which such a journal keeps, too.
 */
public abstract class JournalClusterContract extends JournalNodesRetentionContract {

  /** For subclasses. */
  protected JournalClusterContract() {}

  private static Map<Integer, Long> owned(JournalStore node) {
    return of(node).renew().epochs();
  }

  @Test
  final void aNodeAloneOwnsEverythingOnceItHasAsked() {
    JournalStore b = node();
    assertThat(b.epochFor(SAGA, "o-1")).as("before it has asked").isZero();
    assertThat(of(b).mayCall()).isFalse();
    assertThat(of(a).renew().surplus()).as("nor is it counted").isEmpty();

    Holdings all = of(a).renew();

    assertThat(all.epochs().keySet()).contains(of(a).shardOf(SAGA, "o-1"));
    assertThat(all.epochs().values()).allMatch(epoch -> epoch > 0);
    assertThat(a.epochFor(SAGA, "o-1")).isEqualTo(all.epochs().get(of(a).shardOf(SAGA, "o-1")));
    assertThat(of(b).shardOf(SAGA, "o-1")).isEqualTo(of(a).shardOf(SAGA, "o-1"));
    assertThat(of(a).renewEvery().multipliedBy(3)).isLessThanOrEqualTo(lease());
  }

  @Test
  final void runsAreSpreadOverAllShards() {
    Set<Integer> shards = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      shards.add(of(a).shardOf(SAGA, "o-" + i));
    }
    assertThat(shards).isEqualTo(owned(a).keySet());
  }

  @Test
  final void whoseLeaseHasLapsedIsTakenOverFromAndFenced() throws Exception {
    RunHeader run = given(a, "o-1");
    JournalStore b = node();

    lapseAllBut(b);

    RunHeader taken = b.claim(SAGA, 10).get(0);
    assertThat(taken.epoch()).isGreaterThan(run.epoch());
    assertThat(taken).isEqualTo(withEpoch(run, b.epochFor(SAGA, "o-1")));
    assertThat(a.owns(run)).as("it does not know yet").isTrue();
    assertThat(append(a, run, 1)).isEqualTo(FENCED);
    assertThat(a.owns(run)).as("now it does").isFalse();
    assertThat(a.epochFor(SAGA, "o-1")).isZero();
    assertThat(append(b, taken, 1)).isEqualTo(DURABLE);
    assertThat(append(a, taken, 2)).as("knowing the epoch is not enough").isEqualTo(FENCED);
    assertThat(a.claim(SAGA, 10)).isEmpty();
    assertThat(a.claim(run.id())).isEmpty();
    assertThat(count(b, run)).isEqualTo(2);
  }

  @Test
  final void whatALiveNodeOwnsIsNotTaken() throws Exception {
    RunHeader run = given(a, "o-1");
    JournalStore b = node();
    for (int i = 0; i < 10; i++) {
      pass(lease().dividedBy(2));
      assertThat(of(a).renew().epochs()).isNotEmpty();
      assertThat(owned(b)).isEmpty();
    }
    assertThat(append(a, run, 1)).isEqualTo(DURABLE);
  }

  @Test
  final void aLeaseThatLapsedIsNotRevived() throws Exception {
    RunHeader run = given(a, "o-1");
    Holdings before = of(a).renew();

    pass(lease().multipliedBy(3));
    assertThat(of(a).mayCall()).isFalse();
    Holdings after = of(a).renew();

    assertThat(after.node()).isNotEqualTo(before.node());
    assertThat(a.owns(run)).as("though nobody has taken it meanwhile").isFalse();
    assertThat(append(a, run, 1)).isEqualTo(FENCED);
    assertThat(of(a).mayCall()).isTrue();
    RunHeader taken = a.claim(run.id()).orElseThrow();
    assertThat(taken.epoch()).isGreaterThan(run.epoch());
    assertThat(append(a, taken, 1)).isEqualTo(DURABLE);
  }

  @Test
  final void callsAreAllowedAsLongAsTheLeaseIsValidForSure() throws Exception {
    assertThat(of(a).mayCall()).isTrue();
    pass(lease().dividedBy(2));
    assertThat(of(a).mayCall()).isTrue();
    of(a).renew();
    pass(lease().dividedBy(2).plusMillis(lease().toMillis() / 4));
    assertThat(of(a).mayCall()).isTrue();
    pass(lease().dividedBy(2));
    assertThat(of(a).mayCall()).isFalse();
  }

  @Test
  final void epochsOnlyGrowHoweverOftenTheOwnerChanges() throws Exception {
    Map<Integer, Long> before = owned(a);
    JournalStore present = a;
    for (int i = 0; i < 5; i++) {
      JournalStore next = node();
      if (i % 2 == 0) {
        lapseAllBut(next);
      } else {
        present.close();
      }
      Map<Integer, Long> after = owned(next);
      assertThat(after.keySet()).isEqualTo(before.keySet());
      for (Integer shard : after.keySet()) {
        assertThat(after.get(shard)).isGreaterThan(before.get(shard));
      }
      before = after;
      present = next;
    }
  }

  /** Whoever was refused has let go of the run: it takes it up only if it is claimed anew. */
  @Test
  final void anEpochThatWasRefusedDoesNotComeBack() throws Exception {
    RunHeader run = given(a, "o-1");
    Set<Integer> shard = Set.of(of(a).shardOf(SAGA, "o-1"));

    of(a).release(shard);
    assertIsRefused(run, 1);
    of(a).renew();
    run = assertIsTakenAnew(run, 1);

    JournalStore b = node();
    lapseAllBut(b);
    assertIsRefused(run, 2);
    of(a).renew();
    assertIsRefused(run, 2);
    b.close();
    of(a).renew();
    run = assertIsTakenAnew(run, 2);

    pass(lease().multipliedBy(3));
    of(a).renew();
    assertIsTakenAnew(run, 3);
  }

  private void assertIsRefused(RunHeader run, int seq) {
    assertThat(append(a, run, seq)).isEqualTo(FENCED);
    assertThat(a.owns(run)).isFalse();
    assertThat(a.epochFor(SAGA, run.key())).isZero();
  }

  private RunHeader assertIsTakenAnew(RunHeader refused, int seq) {
    long epoch = a.epochFor(SAGA, refused.key());
    assertThat(epoch).as("the shard is owned again").isGreaterThan(refused.epoch());
    assertThat(a.owns(refused)).isFalse();
    assertThat(append(a, refused, seq)).isEqualTo(FENCED);
    RunHeader taken = a.claim(SAGA, 10).get(0);
    assertThat(taken).isEqualTo(withEpoch(refused, epoch));
    assertThat(append(a, refused, seq)).isEqualTo(FENCED);
    assertThat(append(a, taken, seq)).isEqualTo(DURABLE);
    return taken;
  }

  @Test
  final void sharesAreFairWhenNodesComeAndGo() throws Exception {
    int all = owned(a).size();
    JournalStore b = node();
    JournalStore c = node();
    assertThat(of(b).renew().epochs()).as("nothing is taken from the living").isEmpty();

    assertFair(all, 3, share(a, b, c));
    c.close();
    assertFair(all, 2, share(a, b));
    lapseAllBut(a);
    assertFair(all, 1, share(a));
  }

  private static void assertFair(int all, int nodes, List<Holdings> holdings) {
    Set<Integer> shards = new HashSet<>();
    for (Holdings held : holdings) {
      assertThat(held.epochs()).hasSizeBetween(all / nodes - nodes, (all + nodes - 1) / nodes);
      assertThat(held.surplus()).isEmpty();
      shards.addAll(held.epochs().keySet());
    }
    assertThat(shards).as("each shard has one owner").hasSize(all);
    assertThat(holdings.stream().mapToInt(held -> held.epochs().size()).sum()).isEqualTo(all);
  }

  @Test
  final void whatIsReleasedIsTakenAtOnce() {
    RunHeader run = given(a, "o-1");
    JournalStore b = node();
    of(b).renew();
    of(a).renew();

    of(a).release(Set.of(of(a).shardOf(SAGA, "o-1")));

    assertThat(a.owns(run)).isFalse();
    assertThat(append(a, run, 1)).isEqualTo(FENCED);
    assertThat(owned(b)).containsOnlyKeys(of(a).shardOf(SAGA, "o-1"));
    assertThat(b.claim(SAGA, 10)).containsExactly(withEpoch(run, b.epochFor(SAGA, "o-1")));
    of(a).release(Set.of(of(a).shardOf(SAGA, "o-1")));
    assertThat(b.owns(find(b, "o-1"))).as("it was not a's to release again").isTrue();
    assertThat(append(b, find(b, "o-1"), 1)).isEqualTo(DURABLE);
  }

  @Test
  final void whoLeavesKeepsWhatItHasAndIsNotCounted() {
    JournalStore b = node();
    share(a, b);
    RunHeader run = given(a, keyOf(a));
    int all = owned(a).size() + owned(b).size();

    of(a).leave();

    Holdings held = of(a).renew();
    assertThat(held.epochs()).isNotEmpty();
    assertThat(held.surplus()).isEqualTo(held.epochs().keySet());
    assertThat(append(a, run, 1)).isEqualTo(DURABLE);
    of(a).release(held.surplus());
    assertThat(owned(a)).isEmpty();
    assertThat(owned(b)).hasSize(all);
  }

  @Test
  final void whoClosesGivesEverythingBackAtOnce() {
    RunHeader run = given(a, "o-1");
    JournalStore b = node();
    assertThat(owned(b)).isEmpty();

    a.close();

    assertThat(owned(b)).isNotEmpty();
    assertThat(b.claim(SAGA, 10)).extracting(RunHeader::id).containsExactly(run.id());
    assertThat(a.owns(run)).isFalse();
    assertThat(of(a).mayCall()).isFalse();
  }

  @Test
  final void aRunIsCreatedAnywhereAndTakenUpByItsOwnerOnce() {
    JournalStore b = node();
    share(a, b);
    String key = keyOf(a);
    RunHeader run = header(b, key);

    assertThat(create(b, run)).isEqualTo(ELSEWHERE);

    assertThat(find(b, key)).isEqualTo(withEpoch(run, 0));
    assertThat(b.owns(find(b, key))).isFalse();
    assertThat(append(b, find(b, key), 1)).as("epoch 0 is nobody's").isEqualTo(FENCED);
    assertThat(of(b).claimCreated(Set.of(SAGA), 10)).isEmpty();
    assertThat(of(a).claimCreated(Set.of("another"), 10)).isEmpty();
    RunHeader taken = withEpoch(run, a.epochFor(SAGA, key));
    assertThat(of(a).claimCreated(Set.of("another", SAGA), 10)).containsExactly(taken);
    assertThat(of(a).claimCreated(Set.of(SAGA), 10)).isEmpty();
    assertThat(append(a, taken, 1)).isEqualTo(DURABLE);
  }

  @Test
  final void whatWasCreatedElsewhereIsAlsoClaimedWithTheOthers() throws Exception {
    JournalStore b = node();
    share(a, b);
    String first = keyOf(a, "first-");
    String second = keyOf(a, "second-");
    assertThat(create(b, header(b, first))).isEqualTo(ELSEWHERE);
    given(a, second);
    given(b, keyOf(b, "other-"));
    assertThat(a.claim(SAGA, 10)).extracting(RunHeader::key).containsExactly(first);

    lapseAllBut(b);
    assertThat(b.claim(SAGA, 1)).extracting(RunHeader::key).containsExactly(first);
    assertThat(b.claim(SAGA, 10)).extracting(RunHeader::key).containsExactly(second);
    assertThat(b.claim(SAGA, 10)).isEmpty();
  }

  @Test
  final void oneKeyIsOneRunWhereverItIsStarted() {
    JournalStore b = node();
    share(a, b);
    String key = keyOf(a);

    assertThat(create(b, header(b, key))).isEqualTo(ELSEWHERE);
    assertThat(create(a, header(a, key))).isEqualTo(EXISTS);
    assertThat(create(b, header(b, key))).isEqualTo(EXISTS);
  }

  @Test
  final void aRunThatIsMadeWithAFormerEpochIsLeftForItsOwner() throws Exception {
    RunHeader run = header(a, "o-1");
    pass(lease().multipliedBy(2));
    of(a).renew();

    assertThat(create(a, run)).isEqualTo(ELSEWHERE);

    assertThat(of(a).claimCreated(Set.of(SAGA), 10)).hasSize(1);
  }

  @Test
  final void runsAtTheirEndAreTakenUpByThemselvesOnly() {
    RunHeader run = given(a, "o-1");
    assertThat(change(a, run, RunState.COMPLETED, RunHeader.NEVER)).isEqualTo(DURABLE);
    JournalStore b = heir();

    assertThat(b.claim(SAGA, 10)).isEmpty();
    assertThat(b.owns(find(b, "o-1"))).isFalse();
    RunHeader taken = b.claim(run.id()).orElseThrow();
    assertThat(b.owns(taken)).isTrue();
    assertThat(append(b, taken, 1)).isEqualTo(DURABLE);
    assertThat(b.claim(id())).isEmpty();
  }

  @Test
  final void timersAreDueWithTheOwnerAlone() throws Exception {
    JournalStore b = node();
    share(a, b);
    for (JournalStore node : List.of(a, b)) {
      RunHeader run = header(node, SAGA, keyOf(node), RunState.WAITING, NOON);
      assertThat(create(node, run)).isEqualTo(DURABLE);
    }
    assertThat(a.due(NOON, 10)).extracting(RunHeader::key).containsExactly(keyOf(a));
    assertThat(b.due(NOON, 10)).extracting(RunHeader::key).containsExactly(keyOf(b));

    String ofA = keyOf(a);
    lapseAllBut(b);
    b.claim(SAGA, 10);
    assertThat(b.due(NOON, 10)).hasSize(2).extracting(RunHeader::key).contains(ofA);
  }

  @Test
  final void everybodySeesEveryRun() {
    JournalStore b = node();
    share(a, b);
    RunHeader ofA = given(a, keyOf(a));
    RunHeader ofB = given(b, keyOf(b));

    for (JournalStore node : List.of(a, b)) {
      assertThat(find(node, ofA.key())).isEqualTo(ofA);
      assertThat(node.list(RunQuery.all()).runs()).hasSize(2);
      assertThat(count(node, ofB)).isEqualTo(1);
      assertThat(of(node).headers(List.of(ofA.id(), id(), ofB.id())))
          .containsExactlyInAnyOrder(ofA, ofB);
      assertThat(of(node).headers(List.of())).isEmpty();
    }
  }

  @Test
  final void whatIsWrittenWhileOthersTakeOverIsThereWhenTheyHaveOrNeverIs() throws Exception {
    RunHeader run = given(a, "o-1");
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      AtomicInteger written = new AtomicInteger(1);
      JournalStore former = a;
      Future<WriteResult> end =
          writer.submit(
              () -> {
                WriteResult result = DURABLE;
                while (result == DURABLE) {
                  result = append(former, run, written.get());
                  written.addAndGet(result == DURABLE ? 1 : 0);
                }
                return result;
              });
      while (written.get() < 20) {
        Thread.onSpinWait();
      }
      JournalStore b = node();
      lapseAllBut(b);
      int seen = count(b, run);

      assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(FENCED);
      assertThat(written.get()).as("what was told to be durable").isLessThanOrEqualTo(seen);
      assertThat(count(b, run)).as("nothing came after the takeover").isEqualTo(seen);
    } finally {
      writer.shutdown();
    }
  }

  @Test
  final void nodesThatAskAtOnceNeverOwnTheSame() throws Exception {
    int all = owned(a).size();
    a.close();
    List<JournalStore> nodes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      nodes.add(node());
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Holdings>> asked = new ArrayList<>();
      for (JournalStore node : nodes) {
        asked.add(threads.submit(() -> of(node).renew()));
      }
      Set<Integer> shards = new HashSet<>();
      int sum = 0;
      for (Future<Holdings> answer : asked) {
        Map<Integer, Long> epochs = answer.get(60, TimeUnit.SECONDS).epochs();
        shards.addAll(epochs.keySet());
        sum += epochs.size();
      }
      assertThat(shards).hasSize(sum);
      assertThat(sum).isLessThanOrEqualTo(all);
    } finally {
      threads.shutdown();
    }
    assertFair(all, 4, share(nodes.toArray(new JournalStore[0])));
  }

  @Test
  final void afterCloseWhatWaitsForTheJournalSaysSo() {
    RunHeader run = given(a, "o-1");
    a.close();
    a.close();

    List<Runnable> calls =
        List.of(
            () -> of(a).renew(),
            () -> of(a).release(Set.of(0)),
            () -> of(a).leave(),
            () -> of(a).claimCreated(Set.of(SAGA), 1),
            () -> of(a).firstInLine(1),
            () -> of(a).headers(List.of(run.id())),
            () -> of(a).letters(1),
            () -> of(a).answers(List.of(run.id())));
    for (Runnable call : calls) {
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(call::run)
          .withMessageContaining("closed");
    }
    assertThat(a.owns(run)).isFalse();
  }
}
