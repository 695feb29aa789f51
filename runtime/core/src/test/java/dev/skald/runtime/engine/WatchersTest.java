package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.Failure;
import dev.skald.runtime.RunState;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WatchersTest {

  private static final int TIMES = 50_000;

  private final Watchers watchers = new Watchers();

  /**
   * The size of a concurrent map is counted after an entry has gone in, and may be too low as long
   * as another thread has taken out again what is not counted yet.
   */
  @Test
  void whoWaitsIsToldWhateverOthersDoMeanwhile() throws Exception {
    CompletableFuture<Void> over = new CompletableFuture<>();
    Thread waiters =
        new Thread(
            () -> {
              while (!over.isDone()) {
                watchers.watch(new RunKey("theirs", "run-0"));
              }
            });
    Thread finisher =
        new Thread(
            () -> {
              while (!over.isDone()) {
                RunKey key = new RunKey("theirs", "run-0");
                watchers.rested(key, rest(key));
              }
            });
    waiters.start();
    finisher.start();
    try {
      for (int i = 0; i < TIMES; i++) {
        RunKey key = new RunKey("ours", "run-" + i);
        CompletableFuture<Rest> watch = watchers.watch(key);
        watchers.rested(key, rest(key));
        assertThat(watch).as("who waits for the run %d", i).isCompleted();
      }
    } finally {
      over.complete(null);
      waiters.join();
      finisher.join();
    }
  }

  private static Rest rest(RunKey key) {
    Failure none = new Failure(Failure.Kind.ERROR, null, null, "none");
    return new Rest.Unreadable(key, RunState.QUARANTINED, none);
  }
}
