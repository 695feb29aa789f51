package dev.skald.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills a process again and again while orders run through a list, wait for signals, locks and
 * children; this process is the witness. The seed says after how many observed calls each kill
 * comes.
 */
@Execution(ExecutionMode.CONCURRENT)
class ParcelKillTest {

  private static final int ORDERS = Proof.isLong() ? 120 : 30;
  private static final int KILLS = Proof.isLong() ? 40 : 8;
  private static final int LONGEST_LIFE = 24;
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path folder;

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<Said> said = new ArrayList<>();
  private final Map<String, String> ends = new HashMap<>();
  private final Map<String, Integer> accepted = new HashMap<>();
  private final Set<String> started = new HashSet<>();
  private boolean over;
  private int kills;

  /** What a worker said about a call, in the order in which it was heard. */
  private record Said(boolean undo, String order, String step, String key, String epoch, int at) {}

  @Test
  void noKillLosesAnOrderOrMakesACallWithoutAReason() {
    long seed = Proof.seed();
    SplittableRandom random = new SplittableRandom(seed);
    try {
      while (!over) {
        live(kills < KILLS ? 1 + random.nextInt(LONGEST_LIFE) : Integer.MAX_VALUE);
      }
      audit();
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\nseed " + seed + ", heard " + said, e);
    }
    System.out.println(
        "Parcels: " + kills + " kills, " + said.size() + " calls, ends " + tally(ends));
    assertThat(kills).isGreaterThanOrEqualTo(KILLS / 2);
    assertThat(ends.values()).contains("Completed", "Compensated");
  }

  private static Map<String, Long> tally(Map<String, String> ends) {
    return ends.values().stream().collect(Collectors.groupingBy(e -> e, Collectors.counting()));
  }

  /** Lets a worker live until it has made so many calls, or everything is done. */
  private void live(int calls) {
    Child worker =
        Child.start(
            ParcelMain.class,
            folder.resolve("worker.err"),
            lines::add,
            folder.resolve("sagas.db").toString(),
            "" + ORDERS);
    int until = calls == Integer.MAX_VALUE ? calls : said.size() + calls;
    while (!over && said.size() < until) {
      hear(next());
    }
    if (over) {
      assertThat(worker.end()).isZero();
    } else {
      worker.kill();
      kills++;
    }
    for (String line = next(); !line.equals(Child.EOF); line = next()) {
      hear(line);
    }
  }

  private String next() {
    try {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("Nothing happens any more; ended: " + ends);
      }
      return line;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void hear(String line) {
    String[] word = line.split(" ", 5);
    switch (word[0]) {
      case "do", "undo" ->
          said.add(
              new Said(word[0].equals("undo"), word[1], word[2], word[3], word[4], said.size()));
      case "started" -> started.add(word[1]);
      case "signal" -> accepted.merge(word[1], word[2].equals("ACCEPTED") ? 1 : 0, Integer::sum);
      case "end" -> {
        String before = ends.put(word[1], word[2]);
        assertThat(before).as(line).isIn(null, word[2]);
      }
      case "over" -> over = true;
      default -> throw new AssertionError("The worker ended by itself: " + line);
    }
  }

  private void audit() {
    assertThat(started).hasSize(ORDERS);
    assertThat(ends).hasSize(ORDERS);
    assertThat(accepted.values()).allMatch(times -> times <= 1);
    Set<List<?>> calls = new HashSet<>();
    for (Said call : said) {
      assertThat(calls.add(List.of(call.undo, call.key, call.epoch)))
          .as("%s was made before by the same process", call)
          .isTrue();
    }
    ends.forEach(this::auditOrder);
    for (int ramp = 0; ramp < Parcel.RAMPS; ramp++) {
      auditRamp(ramp);
    }
  }

  private void auditOrder(String order, String end) {
    List<Said> mine = said.stream().filter(call -> call.order.equals(order)).toList();
    Map<String, List<Said>> steps = mine.stream().collect(Collectors.groupingBy(Said::step));
    assertThat(steps.getOrDefault("announce", List.of()).stream().filter(call -> !call.undo))
        .as("announce of %s", order)
        .hasSizeLessThanOrEqualTo(1);
    if (end.equals("Completed")) {
      assertThat(mine).as("order %s", order).noneMatch(Said::undo);
      assertThat(steps).hasSize(Parcel.ITEMS.size() + 4);
      assertThat(Parcel.isDeclined(order)).isFalse();
      return;
    }
    assertThat(end).isEqualTo("Compensated");
    steps.remove("close");
    steps.remove("deliver"); // undone by its child
    steps.forEach(
        (step, its) ->
            assertThat(its.get(its.size() - 1).undo).as("%s of %s", step, order).isTrue());
  }

  /** From its first call behind the lock to its last call at all, an order has the ramp alone. */
  private void auditRamp(int ramp) {
    String holder = null;
    for (Said call : said) {
      boolean here = Parcel.ramp(call.order) == ramp;
      if (here && call.step.equals("deliver") && isFirst(call)) {
        assertThat(holder).as("who has ramp %s at %s", ramp, call).isNull();
        holder = call.order;
      }
      if (here && call.order.equals(holder) && isLastOfOrder(call)) {
        holder = null;
      }
    }
  }

  private boolean isFirst(Said call) {
    return said.stream().filter(c -> c.key.equals(call.key)).findFirst().orElseThrow() == call;
  }

  private boolean isLastOfOrder(Said call) {
    return said.stream().noneMatch(c -> c.at > call.at && c.order.equals(call.order));
  }
}
