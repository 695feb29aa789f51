package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SignalReceipt;
import dev.skald.runtime.VerbRefusedException;
import dev.skald.runtime.engine.ClusterWorld.Node;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.SignalRef;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.spi.JournalStore;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events and verbs reach a run from any node, and have one effect whoever dies meanwhile. */
class ClusterLetterTest {

  private static final InputRef<String> INPUT = InputRef.of(String.class);
  private static final StepRef<String> APPROVE = StepRef.of(0, "approve", String.class);
  private static final StepRef<String> WORK = StepRef.of(1, "work", String.class);
  private static final SignalRef<String> APPROVED = SignalRef.of(APPROVE, "approved", String.class);

  private final ClusterWorld world = new ClusterWorld();
  private final Script services = new Script();
  private Node a;
  private Node b;
  private String key;

  @BeforeEach
  void open() {
    a = world.open(plan());
    b = world.open(plan());
    key = a.key("approval");
    a.client.start(key, "x");
    world.advance(Duration.ofSeconds(1));
    a.assertState("approval", key, RunState.WAITING);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private SagaPlan<Object> plan() {
    return SagaSpec.<Object>of("approval", 1, INPUT)
        .step(
            StepSpec.<Object>of(APPROVE, (saga, call) -> call.signal(APPROVED))
                .signal(APPROVED)
                .readOnly())
        .step(
            StepSpec.<Object>of(
                    WORK,
                    (saga, call) -> services.call("work", call.result(APPROVE), call.context()))
                .after(APPROVE))
        .pivot(WORK)
        .plan();
  }

  private SignalReceipt signal(Node from, String id, String event) {
    return world.call(() -> from.client.signal(APPROVED, key, id, event));
  }

  private List<String> kinds() {
    return b.journal.kinds("approval", key);
  }

  @Test
  void anEventIsBroughtFromAnyNode() {
    assertThat(signal(b, "e1", "ada")).isEqualTo(SignalReceipt.ACCEPTED);
    assertThat(signal(b, "e1", "ada")).isEqualTo(SignalReceipt.DUPLICATE);
    assertThat(signal(a, "e1", "ada")).isEqualTo(SignalReceipt.DUPLICATE);
    assertThat(signal(b, "e2", "bob")).isEqualTo(SignalReceipt.LATE);
    world.advance(Duration.ofSeconds(1));
    b.assertState("approval", key, RunState.COMPLETED);
    assertThat(services.made("work").get(0).argument()).isEqualTo("ada");
    assertThat(b.engine.liveRuns()).isZero();
  }

  @Test
  void aRunIsCancelledFromAnyNode() {
    world.run(() -> b.client.operate(key, "ada").cancel("changed my mind"));
    world.advance(Duration.ofSeconds(1));
    b.assertState("approval", key, RunState.COMPENSATED);
    assertThat(kinds()).containsExactly("started", "cancel_requested");
  }

  @Test
  void verbsWithStepsAndValuesReachTheOwner() {
    services.always("work", Script.fail("broken"));
    signal(b, "e1", "ada");
    world.advance(Duration.ofMinutes(5));
    b.assertState("approval", key, RunState.STUCK);

    world.run(() -> b.client.operate(key, "ada").supply(WORK, "by hand", "the bank says so"));

    world.advance(Duration.ofSeconds(1));
    b.assertState("approval", key, RunState.COMPLETED);
    assertThat(b.view("approval", key).step("work").orElseThrow().result()).isEqualTo("by hand");
  }

  @Test
  void whatDoesNotFitIsRefusedAsAtTheOwner() {
    assertThatThrownBy(() -> world.run(() -> b.client.operate(key, "ada").retry("again")))
        .isInstanceOf(VerbRefusedException.class)
        .hasMessageContaining("Cannot retry approval " + key);
    StepRef<String> unknown = StepRef.of(7, "fly", String.class);
    assertThatThrownBy(() -> world.run(() -> b.client.operate(key, "ada").skip(unknown, "no")))
        .isInstanceOf(VerbRefusedException.class)
        .hasMessageContaining("has no step fly");
    assertThat(kinds()).containsExactly("started");
  }

  @Test
  void ifTheOwnerDiesBeforeItReadsTheLetterTheNextOneDoes() {
    a.crash();
    assertThat(signal(b, "e1", "ada")).isEqualTo(SignalReceipt.ACCEPTED);
    world.lapse();
    b.assertState("approval", key, RunState.COMPLETED);
    assertThat(kinds().stream().filter(kind -> kind.startsWith("signalled"))).hasSize(1);
  }

  @Test
  void ifTheOwnerDiesOnceItIsDoneItIsNotDoneAgain() {
    services.next("work", Script.fail("1"), Script.fail("2"), Script.fail("3"));
    services.next("work", Script.fail("4"), Script.fail("5"));
    services.always("work", Script.fail("again"));
    signal(b, "e1", "ada");
    world.advance(Duration.ofMinutes(5));
    b.assertState("approval", key, RunState.STUCK);
    a.journal.nextCommit(
        (store, batch) -> {
          var results = store.commit(batch);
          a.crash();
          return results;
        });

    world.run(() -> b.client.operate(key, "ada").retry("once"));

    world.advance(Duration.ofMinutes(5));
    assertThat(kinds().stream().filter(kind -> kind.startsWith("operator_retry"))).hasSize(1);
  }

  @Test
  void ifTheOwnerDiesWithTheCommitUndoneTheNextOneDoesIt() {
    a.journal.commits(
        (store, batch) -> {
          a.crash();
          throw new JournalException("connection lost");
        });

    world.run(() -> b.client.operate(key, "ada").cancel("changed my mind"));

    world.lapse();
    b.assertState("approval", key, RunState.COMPENSATED);
    assertThat(kinds().stream().filter(kind -> kind.startsWith("cancel"))).hasSize(1);
  }

  @Test
  void anUnknownCommitOfTheOwnerMakesNoSecondEffect() {
    services.always("work", Script.fail("again"));
    signal(b, "e1", "ada");
    world.advance(Duration.ofMinutes(5));
    a.journal.nextCommit(FaultyJournal.unknown(true));

    world.run(() -> b.client.operate(key, "ada").retry("once"));

    world.advance(Duration.ofMinutes(5));
    assertThat(kinds().stream().filter(kind -> kind.startsWith("operator_retry"))).hasSize(1);
  }

  @Test
  void whoHasLostARunWithoutKnowingSendsTheWishOn() throws InterruptedException {
    services.always(
        "work",
        (argument, context) -> {
          throw context.retryLater(Duration.ofSeconds(4));
        });
    signal(a, "e1", "ada");
    world.advance(Duration.ofSeconds(1));
    assertThat(a.engine.liveRuns()).isEqualTo(1);
    a.pause();
    world.lapse();
    assertThat(a.owns("approval", key)).as("for all it knows").isTrue();

    // The commit is fenced on the caller's own thread, before the node itself has looked.
    Thread caller =
        new Thread(() -> a.client.operate(key, "ada").cancel("changed my mind"), "caller");
    caller.start();
    Waits.until(() -> !a.owns("approval", key));
    a.resume();
    Waits.until(
        () -> {
          world.advance(Duration.ofSeconds(1));
          return !caller.isAlive();
        });

    assertThat(kinds().stream().filter(kind -> kind.startsWith("cancel"))).hasSize(1);
  }

  @Test
  void anAnswerThatNeverComesIsToldAsNotKnown() {
    a.journal.commits(FaultyJournal.fail());

    assertThatThrownBy(() -> world.run(() -> b.client.operate(key, "ada").cancel("now")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("not known whether this is done");

    a.journal.commits(JournalStore::commit);
    world.advance(Duration.ofMinutes(2));
    b.assertState("approval", key, RunState.COMPENSATED);
  }

  @Test
  void aLetterIsAnsweredTogetherWithWhatItCauses() {
    assertThat(signal(b, "e1", "ada")).isEqualTo(SignalReceipt.ACCEPTED);
    List<JournalWrite.Append> answering =
        a.journal.batches().stream()
            .flatMap(List::stream)
            .filter(JournalWrite.Append.class::isInstance)
            .map(JournalWrite.Append.class::cast)
            .filter(part -> part.answer() != null)
            .toList();
    assertThat(answering).hasSize(1);
    assertThat(answering.get(0).records()).extracting(entry -> entry.kind()).contains("signalled");
  }
}
