package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimerWheelTest {

  private static final long SEEDS = 200;
  private static final int OPERATIONS = 400;

  /** A wheel against a map, in time that is made up: steps of microseconds up to half an hour. */
  @Test
  void eachTimerComesOnceNotBeforeItsTimeAndNotAfterTheNextLook() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Random random = new Random(seed);
      TimerWheel.Wheel wheel = new TimerWheel.Wheel();
      Map<TimerWheel.Entry, Long> set = new HashMap<>();
      List<TimerWheel.Entry> due = new ArrayList<>();
      long now = 0;
      for (int i = 0; i < OPERATIONS; i++) {
        switch (random.nextInt(4)) {
          case 0, 1 -> {
            long dueAt = now + time(random);
            TimerWheel.Entry entry = new TimerWheel.Entry(wheel, dueAt, () -> {});
            wheel.add(entry);
            set.put(entry, dueAt);
          }
          case 2 -> set.keySet().stream().findAny().ifPresent(entry -> cancel(entry, set));
          default -> {
            now += time(random);
            due.clear();
            long next = wheel.turn(now, due);
            long at = now;
            assertThat(due)
                .as("seed %d, operation %d", seed, i)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                    set.keySet().stream().filter(entry -> set.get(entry) <= at).toList());
            set.keySet().removeAll(due);
            assertThat(next)
                .as("seed %d, operation %d: the next look", seed, i)
                .isGreaterThan(now)
                .isLessThanOrEqualTo(
                    set.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE));
          }
        }
        assertThat(wheel.size()).as("seed %d, operation %d", seed, i).isEqualTo(set.size());
      }
    }
  }

  private static void cancel(TimerWheel.Entry entry, Map<TimerWheel.Entry, Long> set) {
    entry.cancel();
    set.remove(entry);
  }

  private static long time(Random random) {
    return (long) (1_000 * Math.pow(10, 9.3 * random.nextDouble()));
  }

  @Test
  void aShorterTimerComesBeforeALongerOneThatTheThreadSleepsFor() {
    CountDownLatch rang = new CountDownLatch(1);
    try (TimerWheel timers = new TimerWheel("timers-of-a-test")) {
      timers.schedule(TimeUnit.DAYS.toMillis(1), () -> {});
      timers.schedule(0, rang::countDown);
      Waits.on(rang);
    }
  }

  @Test
  void aTaskThatThrowsStopsNoOther() {
    CountDownLatch rang = new CountDownLatch(1);
    try (TimerWheel timers = new TimerWheel("timers-of-a-test")) {
      timers.schedule(
          0,
          () -> {
            throw new IllegalStateException("thrown on purpose");
          });
      timers.schedule(1, rang::countDown);
      Waits.on(rang);
    }
  }

  @Test
  void oneThatIsTakenBackInTimeNeverComes() {
    List<String> came = new ArrayList<>();
    CountDownLatch later = new CountDownLatch(1);
    try (TimerWheel timers = new TimerWheel("timers-of-a-test")) {
      timers.schedule(TimeUnit.MINUTES.toMillis(5), () -> came.add("never")).cancel();
      timers.schedule(1, later::countDown);
      Waits.on(later);
    }
    assertThat(came).isEmpty();
  }
}
