package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.spi.JournalWrite;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The items of a run that is alone share commits as the runs of many do. */
class FanOutBatchTest {

  private static final int ITEMS = 64;
  private static final InputRef<String> INPUT = InputRef.of(String.class);
  private static final StepRef<String> WORK = StepRef.of(0, "work", String.class);
  private static final ItemsRef<String> LIST =
      ItemsRef.of(INPUT, input -> Collections.nCopies(ITEMS, input));

  private final FaultyJournal journal = new FaultyJournal();
  private final Engine engine =
      (Engine) Skald.on(journal).codec(new TextCodec()).stepThreads(ITEMS).open();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void whatEndsDuringACommitGoesOutWithTheNext() {
    AtomicInteger reported = new AtomicInteger();
    AtomicBoolean first = new AtomicBoolean(true);
    CountDownLatch others = new CountDownLatch(1);
    SagaPlan<Object> plan =
        SagaSpec.<Object>of("wide", 1, INPUT)
            .step(
                StepSpec.<Object>of(
                        WORK,
                        (saga, call) -> {
                          if (first.getAndSet(false)) {
                            Waits.until(engine::isQuiet);
                          } else {
                            Waits.on(others);
                          }
                          reported.incrementAndGet();
                          return call.item(LIST);
                        })
                    .each(LIST, ITEMS)
                    .readOnly())
            .returns((saga, call) -> "" + call.results(WORK).size())
            .plan();
    journal.commits(
        (store, batch) -> {
          if (!(batch.get(0) instanceof JournalWrite.Create)) {
            others.countDown();
            Waits.until(() -> reported.get() == ITEMS);
          }
          return store.commit(batch);
        });
    SagaHandle<String> run =
        engine.<Object, String, String>register(plan, "the saga").start("1", "x");
    assertThat(run.await(Waits.LONG)).isEqualTo(new SagaOutcome.Completed<>("" + ITEMS));
    assertThat(journal.batches()).hasSizeLessThan(ITEMS / 2);
  }
}
