package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.RunQuery;
import dev.skald.runtime.RunState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However many runs a crash has left: they do not come back all at once. */
class AdoptionRampTest {

  private static final int LEFT = 2_000;
  private static final int PAGE = 100;
  private static final int MOST = Adoption.ENOUGH_AT_ONCE + PAGE;

  private final World world = new World();
  private final List<CompletableFuture<String>> calls = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    world.close();
  }

  private void register() {
    world.register(
        Solo.step(
            (saga, call) -> {
              CompletableFuture<String> answer = new CompletableFuture<>();
              calls.add(answer);
              return answer;
            },
            step -> step.irreversible().async()));
  }

  /** Their service has not answered any of them when the process dies. */
  private void leave(int runs) {
    var client =
        world.register(
            Solo.step(
                (saga, call) -> new CompletableFuture<String>(),
                step -> step.irreversible().async()));
    for (int i = 0; i < runs; i++) {
      client.start("run " + i, "x");
    }
    world.settle();
    world.crash();
  }

  private long open() {
    return calls.stream().filter(call -> !call.isDone()).count();
  }

  private void answerAll() {
    calls.forEach(call -> call.complete("done"));
  }

  @Test
  void onlySoManyAreInMemoryAndCallTheirServiceAtOnce() {
    leave(LEFT);
    register();

    world.advance(Duration.ofMillis(Adoption.PATIENCE_MILLIS / 2));
    assertThat(open()).isBetween((long) Adoption.ENOUGH_AT_ONCE, (long) MOST);
    assertThat(world.engine().liveRuns()).isLessThanOrEqualTo(MOST);

    for (int round = 0; round < 5; round++) {
      answerAll();
      world.advance(Duration.ofMillis(Adoption.PATIENCE_MILLIS / 2));
      assertThat(open()).isLessThanOrEqualTo(MOST);
      assertThat(world.engine().liveRuns()).isLessThanOrEqualTo(MOST);
    }
    assertThat(calls).hasSize(LEFT);
    assertThat(world.engine().runs(RunQuery.in(RunState.RUNNING)).runs()).isEmpty();
  }

  @Test
  void callsThatHangDoNotKeepTheOthersFromGoingOn() {
    leave(LEFT);
    register();
    world.advance(Duration.ofMillis(Adoption.PATIENCE_MILLIS / 2));
    int before = calls.size();

    world.advance(Duration.ofMillis(10 * Adoption.PATIENCE_MILLIS));

    assertThat(calls.size() - before).isBetween(9 * PAGE, 10 * PAGE);
  }
}
