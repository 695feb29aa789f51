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
 * the seed, which {@code -Dskald.seed} takes. It counts what it has exercised, and fails if that
 * was too little.
 *
 * <p>For journals that several nodes share.
 */
public abstract class JournalClusterModelContract {

  private static final int SEEDS = Boolean.getBoolean("skald.long") ? 300 : 4;
  private static final int STEPS = 240;

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
    Tally tally = new Tally();
    for (long seed = first; seed <= last; seed++) {
      List<NodeStep> script = script(seed);
      try {
        String text = difference(script, tally);
        if (text != null) {
          throw new AssertionError("They differ:\n" + smaller(script, text));
        }
      } catch (Exception | AssertionError e) {
        throw new AssertionError(replay(seed) + "\n" + e.getMessage(), e);
      }
    }
    if (asked == null && !tally.missing().isEmpty()) {
      throw new AssertionError("Too little was tried: no " + tally.missing() + " in " + tally);
    }
  }

  private String replay(long seed) {
    String test = getClass().getSimpleName();
    return "Seed " + seed + " fails; again: mvn test -Dtest=" + test + " -Dskald.seed=" + seed;
  }

  private static List<NodeStep> script(long seed) {
    return NodeStep.script(new SplittableRandom(new SplittableRandom(seed).nextLong()), STEPS);
  }

  /** The answers up to the first that differ; {@code null} if none do. */
  private @Nullable String difference(List<NodeStep> script, Tally tally) throws Exception {
    AtomicLong clock = new AtomicLong();
    JournalProvider modelled = new MemoryCluster(clock::get, lease());
    JournalProvider made = newJournal(journals++);
    try (ScriptedCluster model =
            new ScriptedCluster(
                modelled, lease(), time -> clock.addAndGet(time.toMillis()), new Tally());
        ScriptedCluster real = new ScriptedCluster(made, lease(), this::pass, tally)) {
      StringBuilder text = new StringBuilder();
      for (NodeStep step : script) {
        String expected = model.answer(step);
        String actual = real.answer(step);
        if (expected == null && actual == null) {
          text.append(step).append('\n');
          continue;
        }
        text.append(step).append("\n    ").append(expected).append('\n');
        if (expected == null || !expected.equals(actual)) {
          return text + "but the real one\n    " + actual;
        }
      }
      return null;
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
        String still = difference(fewer, new Tally());
        if (still != null) {
          smallest = fewer;
          told = still;
        }
      }
    }
    return told;
  }
}
