package dev.skald.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** Callers that each run one saga after the other, until the window is over. */
final class ClosedLoop {

  /** Order numbers: callers and windows never meet in one. */
  private static final long NUMBERS_OF_CALLER = 1_000_000_000L;

  private static final long NUMBERS_OF_WINDOW = 10_000 * NUMBERS_OF_CALLER;

  private final Subject subject;
  private final Course course;
  private final int callers;
  private final Callers threads;
  private long window;

  ClosedLoop(Subject subject, Course course, int callers, Callers threads) {
    this(subject, course, callers, threads, 0);
  }

  /**
   * Makes a loop on a journal in which others have run.
   *
   * @param firstWindow how many windows there were before: orders have other numbers than in those
   */
  ClosedLoop(Subject subject, Course course, int callers, Callers threads, long firstWindow) {
    this.window = firstWindow;
    this.subject = subject;
    this.course = course;
    this.callers = callers;
    this.threads = threads;
  }

  /**
   * Runs one window.
   *
   * @param seconds its length; sagas under way at its end are ended and counted
   * @return what was done in it
   */
  Window run(double seconds) throws Exception {
    long first = window++ * NUMBERS_OF_WINDOW;
    CountDownLatch ready = new CountDownLatch(callers);
    CountDownLatch go = new CountDownLatch(1);
    List<Caller> all = new ArrayList<>();
    ExecutorService executor = threads.start(callers);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        Caller caller = new Caller(first + i * NUMBERS_OF_CALLER, seconds, ready, go);
        all.add(caller);
        ends.add(executor.submit(caller::call));
      }
      ready.await();
      Meters.Reading before = Meters.read();
      go.countDown();
      for (Future<?> end : ends) {
        end.get();
      }
      return new Window(sagas(all), Meters.read().since(before), latencies(all));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      executor.shutdownNow();
    }
  }

  private static long sagas(List<Caller> callers) {
    return callers.stream().mapToLong(caller -> caller.sagas).sum();
  }

  private static Histogram latencies(List<Caller> callers) {
    Histogram sum = Window.histogram();
    callers.forEach(caller -> sum.add(caller.latencies));
    return sum;
  }

  /** One caller. */
  private final class Caller {

    private final long firstNumber;
    private final double seconds;
    private final CountDownLatch ready;
    private final CountDownLatch go;
    private final Histogram latencies = Window.histogram();
    private long sagas;

    Caller(long firstNumber, double seconds, CountDownLatch ready, CountDownLatch go) {
      this.firstNumber = firstNumber;
      this.seconds = seconds;
      this.ready = ready;
      this.go = go;
    }

    Void call() throws Exception {
      ready.countDown();
      go.await();
      int stride = subject.stride();
      long begin = System.nanoTime();
      long end = begin + (long) (seconds * 1e9);
      while (begin < end) {
        for (int i = 0; i < stride; i++) {
          one(firstNumber + sagas + i);
        }
        sagas += stride;
        long now = System.nanoTime();
        latencies.recordValueWithCount((now - begin) / stride, stride);
        begin = now;
      }
      return null;
    }

    private void one(long number) throws Exception {
      NewOrder order = NewOrder.of(number, course.rejects());
      if (subject.run(order) == course.rejects()) {
        throw new IllegalStateException("The order " + order.id() + " ended the wrong way");
      }
    }
  }
}
