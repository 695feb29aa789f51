package dev.skald.runtime.engine;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void whatATaskGaveRiseToIsDoneAlsoIfTheTaskThrows() {
    CountDownLatch done = new CountDownLatch(1);
    try (Workers workers = new Workers(1)) {
      workers.execute(
          () -> {
            workers.execute(done::countDown);
            throw new IllegalStateException("thrown on purpose");
          });
      Waits.on(done);
    }
  }
}
