package dev.skald.testkit.contract;

import dev.skald.runtime.memory.MemoryCluster;
import dev.skald.runtime.spi.JournalProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Holds the journal in memory that nodes share, which simulations take for any such journal,
 * against a real one: random operations of two nodes from a seed, also senseless ones, and of nodes
 * whose leases have lapsed, give equal answers on both. A failure is made smaller, and printed with
 * the seed, which {@code -Dskald.seed} takes.
 *
 * <p>For journals that several nodes share.
 */
public abstract class JournalClusterModelContract {

  private static final int SEEDS = Boolean.getBoolean("skald.long") ? 500 : 12;
  private static final int STEPS = 150;

  private int journals;

  /** For subclasses. */
  protected JournalClusterModelContract() {}

  /**
   * Makes a journal without runs.
   *
   * @param number tells the journals of one test apart
   * @return a provider whose data are the same for each store that it opens
   * @throws Exception if that fails; the test fails with it
   */
  protected abstract JournalProvider newJournal(int number) throws Exception;

  /**
   * How long a lease lasts.
   *
   * @return the time; much longer than a test takes
   */
  protected abstract Duration lease();

  /**
   * Lets time pass for the journal that was made last: on its own clock, and on those of its nodes.
   *
   * @param time how much
   * @throws Exception if that fails; the test fails with it
   */
  protected abstract void pass(Duration time) throws Exception;

  @Test
  final void answersAsTheModelInMemoryDoes() throws Exception {
    Long asked = Long.getLong("skald.seed");
    long first = asked == null ? 1 : asked;
    long last = asked == null ? SEEDS : asked;
    int answers = 0;
    for (long seed = first; seed <= last; seed++) {
      List<NodeStep> script = script(seed);
      Difference difference = difference(script);
      if (difference.text != null) {
        throw new AssertionError("seed " + seed + "\n" + smaller(script, difference.text));
      }
      answers += difference.answers;
    }
    if (asked == null && answers < SEEDS * STEPS / 2) {
      throw new AssertionError("Only " + answers + " answers were compared");
    }
  }

  private static List<NodeStep> script(long seed) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong());
    List<NodeStep> script = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      script.add(NodeStep.random(random, i));
    }
    return script;
  }

  /**
   * What came of a script.
   *
   * @param text the answers up to the first that differ, {@code null} if none do
   * @param answers how many were compared
   */
  private record Difference(@Nullable String text, int answers) {}

  private Difference difference(List<NodeStep> script) throws Exception {
    AtomicLong clock = new AtomicLong();
    JournalProvider modelled = new MemoryCluster(clock::get, lease());
    JournalProvider made = newJournal(journals++);
    try (ScriptedCluster model =
            new ScriptedCluster(modelled, lease(), time -> clock.addAndGet(time.toMillis()));
        ScriptedCluster real = new ScriptedCluster(made, lease(), this::pass)) {
      StringBuilder text = new StringBuilder();
      int answers = 0;
      for (NodeStep step : script) {
        String expected = model.answer(step);
        String actual = real.answer(step);
        if (expected == null && actual == null) {
          text.append(step).append('\n');
          continue;
        }
        answers++;
        text.append(step).append("\n    ").append(expected).append('\n');
        if (expected == null || !expected.equals(actual)) {
          return new Difference(text + "but the real one\n    " + actual, answers);
        }
      }
      return new Difference(null, answers);
    }
  }

  /** Leaves out large parts first: each attempt needs a journal of its own. */
  private String smaller(List<NodeStep> failing, String text) throws Exception {
    List<NodeStep> smallest = failing;
    String told = text;
    for (int part = failing.size() / 2; part > 0; part /= 2) {
      for (int at = smallest.size() - part; at >= 0; at -= part) {
        List<NodeStep> fewer = new ArrayList<>(smallest);
        fewer.subList(at, at + part).clear();
        String still = difference(fewer).text;
        if (still != null) {
          smallest = fewer;
          told = still;
        }
      }
    }
    return told;
  }
}
