package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepPoolTest {

  private static final int THREADS = 4;

  private final StepPool pool = new StepPool(THREADS, Threads.named("pool-of-a-test"));

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void whatBlocksHoldsUpNothingAsLongAsThereIsAThread() {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(THREADS - 1);
    for (int i = 0; i < THREADS - 1; i++) {
      pool.execute(
          () -> {
            begun.countDown();
            Waits.on(stuck);
          });
    }
    Waits.on(begun);
    CountDownLatch done = new CountDownLatch(1_000);
    for (int i = 0; i < 1_000; i++) {
      pool.execute(done::countDown);
    }
    Waits.on(done);
    stuck.countDown();
  }

  /** Tasks that come while threads are just going to sleep, again and again. */
  @Test
  void noTaskIsForgotten() {
    for (int i = 0; i < 5_000; i++) {
      CountDownLatch done = new CountDownLatch(2);
      pool.execute(
          () -> {
            pool.execute(done::countDown);
            done.countDown();
          });
      Waits.on(done);
    }
  }

  @Test
  void aTaskThatThrowsTakesNoOtherWithIt() {
    CountDownLatch done = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      pool.execute(
          () -> {
            done.countDown();
            throw new IllegalStateException("thrown on purpose");
          });
    }
    Waits.on(done);
  }

  @Test
  void closingInterruptsWhatRuns() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    pool.execute(
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });
    Waits.on(begun);
    pool.close();
    Waits.on(interrupted);
    assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    assertThat(interrupted.getCount()).isZero();
  }
}
