package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.engine.ClusterWorld.Node;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import dev.skald.runtime.support.UndoSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parents and children, and runs that want the same lock, live on different nodes. */
class ClusterCompanyTest {

  private static final InputRef<String> INPUT = InputRef.of(String.class);
  private static final StepRef<String> WORK = StepRef.of(0, "work", String.class);
  private static final StepRef<String> DELIVER = StepRef.of(0, "deliver", String.class);
  private static final StepRef<Void> CLOSE = StepRef.of(1, "close", void.class);
  private static final StepRef<String> TAKE = StepRef.of(0, "take", String.class);
  private static final StepRef<String> FINISH = StepRef.of(1, "finish", String.class);

  private final ClusterWorld world = new ClusterWorld();
  private final Script services = new Script();
  private final Map<Node, SagaClient<String, String>> children = new HashMap<>();

  @AfterEach
  void close() {
    world.close();
  }

  private SagaPlan<Object> childPlan() {
    return SagaSpec.<Object>of("delivery", 1, INPUT)
        .step(
            StepSpec.<Object>of(
                    WORK, (saga, call) -> services.call("work", call.input(INPUT), call.context()))
                .rejects(Trip.Full.class)
                .undo(
                    UndoSpec.<Object>of(
                            "unwork",
                            (saga, call) ->
                                services.call("unwork", call.result(WORK), call.context()))
                        .needsResult()))
        .plan();
  }

  /** The input names the child's key, so that a test may choose whose it is. */
  private SagaPlan<Object> parentPlan(Node node) {
    return SagaSpec.<Object>of("order", 1, INPUT)
        .step(
            StepSpec.<Object>of(
                    DELIVER,
                    (saga, call) -> children.get(node).start(call.input(INPUT), call.input(INPUT)))
                .child())
        .step(
            StepSpec.<Object>of(
                    CLOSE,
                    (saga, call) -> {
                      services.call("close", call.result(DELIVER), call.context());
                      return null;
                    })
                .after(DELIVER)
                .rejects(Trip.Full.class))
        .pivot(CLOSE)
        .returns((saga, call) -> call.result(DELIVER))
        .plan();
  }

  private Node family() {
    return world.open(
        node -> {
          children.put(node, node.register(childPlan()));
          node.client = node.register(parentPlan(node));
        });
  }

  @Test
  void aParentHasTheResultOfAChildOnAnotherNode() {
    Node a = family();
    Node b = family();
    String parent = a.key("order");
    String child = b.key("delivery");
    SagaHandle<String> run = a.client.start(parent, child);
    world.advance(Duration.ofSeconds(5));
    assertThat(run.await(Duration.ZERO))
        .isEqualTo(new SagaOutcome.Completed<>("work(" + child + ")"));
    assertThat(services.made("work").get(0).context().epoch())
        .isEqualTo(b.journal.store().epochFor("delivery", child));
  }

  @Test
  void aChildThatCompletedOnAnotherNodeIsTurnedBackWithItsParent() {
    services.always("close", Script.decline("closed"));
    Node a = family();
    Node b = family();
    String child = b.key("delivery");
    SagaHandle<String> run = a.client.start(a.key("order"), child);
    world.advance(Duration.ofSeconds(10));
    assertThat(run.await(Duration.ZERO)).isInstanceOf(SagaOutcome.Compensated.class);
    a.assertState("delivery", child, RunState.COMPENSATED);
    assertThat(services.made("unwork")).hasSize(1);
  }

  @Test
  void aChildThatIsDeclinedOnAnotherNodeIsARejection() {
    services.always("work", Script.decline("no road"));
    Node a = family();
    Node b = family();
    SagaHandle<String> run = a.client.start(a.key("order"), b.key("delivery"));
    world.advance(Duration.ofSeconds(10));
    assertThat(run.await(Duration.ZERO)).isInstanceOf(SagaOutcome.Compensated.class);
  }

  @Test
  void familiesSurviveTheDeathOfEither() {
    Node a = family();
    Node b = family();
    Node c = family();
    services.always(
        "work",
        (argument, context) -> {
          throw context.retryLater(Duration.ofMinutes(2));
        });
    List<SagaHandle<String>> runs = new ArrayList<>();
    runs.add(a.client.start(a.key("order"), b.key("delivery")));
    runs.add(b.client.start(b.key("order"), a.key("delivery")));
    runs.add(c.client.start(c.key("order"), c.key("delivery")));
    world.advance(Duration.ofSeconds(10));
    a.crash();
    services.always("work", (argument, context) -> "delivered");
    services.always("close", Script.decline("closed"));
    world.advance(Duration.ofMinutes(4));
    for (SagaHandle<String> run : runs) {
      b.assertState("order", run.key(), RunState.COMPENSATED);
    }
    assertThat(services.made("unwork")).hasSize(3);
  }

  private SagaPlan<Object> locking() {
    return SagaSpec.<Object>of("booking", 1, INPUT)
        .step(
            StepSpec.<Object>of(
                    TAKE, (saga, call) -> services.call("take", call.input(INPUT), call.context()))
                .exclusive("seat", call -> call.input(INPUT))
                .readOnly())
        .step(
            StepSpec.<Object>of(
                    FINISH,
                    (saga, call) -> services.call("finish", call.result(TAKE), call.context()))
                .after(TAKE)
                .readOnly())
        .plan();
  }

  private List<String> taken() {
    return services.made("take").stream().map(made -> made.context().key()).toList();
  }

  private void finishInAnHour() {
    services.always(
        "finish",
        (argument, context) -> {
          if (context.attempt() == 1) {
            throw context.retryLater(Duration.ofHours(1));
          }
          return "finished";
        });
  }

  @Test
  void aLockIsPassedOnBetweenNodes() {
    finishInAnHour();
    Node a = world.open(locking());
    Node b = world.open(locking());
    String first = a.key("booking");
    String second = b.key("booking");
    String third = a.key("booking", "third ");
    a.client.start(first, "7a");
    world.advance(Duration.ofSeconds(1));
    b.client.start(second, "7a");
    world.advance(Duration.ofSeconds(1));
    b.client.start(third, "7a");
    world.advance(Duration.ofMinutes(59));
    assertThat(taken()).containsExactly(first);
    world.advance(Duration.ofMinutes(2));
    assertThat(taken()).containsExactly(first, second);
    world.advance(Duration.ofHours(2));
    assertThat(taken()).containsExactly(first, second, third);
    b.assertState("booking", third, RunState.COMPLETED);
  }

  @Test
  void aLockWhoseHolderEndsWithItsNodeIsPassedOnAllTheSame() {
    Node a = world.open(locking());
    Node b = world.open(locking());
    String first = a.key("booking");
    String second = b.key("booking");
    services.next(
        "finish",
        (argument, context) -> {
          b.client.start(second, "7a");
          // The end becomes durable, and nobody lives to tell of it.
          a.journal.nextCommit(
              (store, batch) -> {
                var results = store.commit(batch);
                a.crash();
                return results;
              });
          return "finished";
        });
    a.client.start(first, "7a");
    world.advance(Duration.ofSeconds(2));
    world.lapse();
    b.assertState("booking", first, RunState.COMPLETED);
    b.assertState("booking", second, RunState.COMPLETED);
    assertThat(taken()).containsExactly(first, second);
  }

  @Test
  void whoWaitsForALockWaitsOnWithTheNextOwner() {
    finishInAnHour();
    Node a = world.open(locking());
    Node b = world.open(locking());
    String first = a.key("booking");
    String second = b.key("booking");
    a.client.start(first, "7a");
    world.advance(Duration.ofSeconds(1));
    b.client.start(second, "7a");
    world.advance(Duration.ofSeconds(1));
    b.crash();
    world.advance(Duration.ofMinutes(5));
    a.assertState("booking", second, RunState.WAITING);
    world.advance(Duration.ofHours(1));
    assertThat(taken()).containsExactly(first, second);
  }
}
