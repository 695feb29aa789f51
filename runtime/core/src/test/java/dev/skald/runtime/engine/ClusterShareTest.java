package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunState;
import dev.skald.runtime.engine.ClusterWorld.Node;
import dev.skald.runtime.plan.SagaPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes come and go, and share what there is to do; nothing is done twice for that. */
class ClusterShareTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final ClusterWorld world = new ClusterWorld();
  private final Script services = new Script();

  @AfterEach
  void close() {
    world.close();
  }

  private SagaPlan<Object> plan() {
    return Solo.step((saga, call) -> services.call("work", call.input(Solo.INPUT), call.context()));
  }

  /** A step that answers when the test says so. */
  private static SagaPlan<Object> pending(CompletableFuture<String> answer, List<String> calls) {
    return Solo.step(
        (saga, call) -> {
          calls.add(call.context().key());
          return answer;
        },
        step -> step.async());
  }

  @Test
  void sharesAreFairWhenNodesComeAndGo() {
    Node a = world.open(plan());
    assertThat(a.shards()).isEqualTo(64);
    Node b = world.open(plan());
    Node c = world.open(plan());
    world.advance(Duration.ofSeconds(10));
    assertThat(List.of(a.shards(), b.shards(), c.shards())).allMatch(shards -> shards >= 20);
    assertThat(a.shards() + b.shards() + c.shards()).isEqualTo(64);
    b.close();
    world.advance(Duration.ofSeconds(5));
    assertThat(List.of(a.shards(), c.shards())).containsExactly(32, 32);
    a.crash();
    world.lapse();
    assertThat(c.shards()).isEqualTo(64);
  }

  @Test
  void runsMoveToANodeThatComesAndNoStepRunsTwice() {
    services.always(
        "work",
        (argument, context) -> {
          if (context.attempt() == 1) {
            throw context.retryLater(Duration.ofMinutes(1));
          }
          return "done";
        });
    Node a = world.open(plan());
    for (int i = 0; i < 200; i++) {
      a.client.start("run " + i, "x");
    }
    world.advance(Duration.ofSeconds(10));
    Node b = world.open(plan());
    world.advance(Duration.ofMinutes(2));
    for (int i = 0; i < 200; i++) {
      b.assertState("solo", "run " + i, RunState.COMPLETED);
    }
    assertThat(services.made("work")).hasSize(400);
    assertThat(services.made("work").stream().map(made -> made.context().epoch()).distinct())
        .as("some moved")
        .hasSizeGreaterThan(1);
  }

  @Test
  void aShardInWhichACallIsUnderWayStaysUntilTheCallHasEnded() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    List<String> calls = new CopyOnWriteArrayList<>();
    Node a = world.open(pending(answer, calls));
    for (int i = 0; i < 200; i++) {
      a.client.start("run " + i, "x");
    }
    world.advance(Duration.ofSeconds(1));
    Node b = world.open(pending(answer, calls));
    world.advance(Duration.ofSeconds(30));
    assertThat(a.shards()).as("all of them are busy").isGreaterThan(55);

    answer.complete("done");
    world.advance(Duration.ofMinutes(2));

    assertThat(List.of(a.shards(), b.shards())).containsExactly(32, 32);
    assertThat(calls).hasSize(200).doesNotHaveDuplicates();
    for (int i = 0; i < 200; i++) {
      b.assertState("solo", "run " + i, RunState.COMPLETED);
    }
  }

  @Test
  void closingLetsCallsUnderWayEndAndOthersGoOnAtOnce() throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    List<String> calls = new CopyOnWriteArrayList<>();
    SagaPlan<Object> plan = pending(answer, calls);
    Node a = world.open(LONG, node -> node.client = node.register(plan));
    Node b = world.open(plan);
    String busy = a.key("solo");
    a.client.start(busy, "x");
    world.advance(Duration.ofSeconds(1));
    assertThat(calls).containsExactly(busy);

    Thread closing = new Thread(a::close, "closing");
    closing.start();
    Waits.until(() -> b.shards() == 63);
    assertThat(a.owns("solo", busy)).as("the shard of the call under way").isTrue();
    answer.complete("done");
    closing.join();

    assertThat(b.shards()).isEqualTo(64);
    world.advance(Duration.ofSeconds(5));
    b.assertState("solo", busy, RunState.COMPLETED);
    assertThat(calls).as("it was not called again").containsExactly(busy);
  }

  @Test
  void whatIsStillUnderWayAfterTheGraceIsCalledAgainWithTheSameKey() {
    CompletableFuture<String> never = new CompletableFuture<>();
    List<String> calls = new CopyOnWriteArrayList<>();
    Node a = world.open(pending(never, calls));
    Node b = world.open(pending(CompletableFuture.completedFuture("done"), calls));
    String busy = a.key("solo");
    a.client.start(busy, "x");
    world.advance(Duration.ofSeconds(1));
    a.close();
    world.advance(Duration.ofSeconds(5));
    b.assertState("solo", busy, RunState.COMPLETED);
    assertThat(calls).containsExactly(busy, busy);
  }

  @Test
  void aNodeWithoutSagasTakesNothing() {
    Node a = world.open(plan());
    Node onlooker = world.open(node -> {});
    world.advance(Duration.ofSeconds(10));
    String key = a.key("solo");
    a.client.start(key, "x");
    world.advance(Duration.ofSeconds(1));
    assertThat(onlooker.owns("solo", key)).isFalse();
    onlooker.assertState("solo", key, RunState.COMPLETED);
    assertThat(a.shards()).isEqualTo(64);
  }
}
