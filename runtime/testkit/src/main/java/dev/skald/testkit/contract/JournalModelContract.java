package dev.skald.testkit.contract;

import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.spi.JournalProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Holds the journal in memory, which tests and simulations take for any journal, against a real
 * one: random operations from a seed, also senseless ones, give equal answers on both. A failure is
 * made smaller, and printed with the seed, which {@code -Dskald.seed} takes.
 *
 * <p>For journals that one store owns.
 */
public abstract class JournalModelContract {

  private static final int SEEDS = Boolean.getBoolean("skald.long") ? 2_000 : 60;
  private static final int STEPS = 120;

  private int journals;

  /** For subclasses. */
  protected JournalModelContract() {}

  /**
   * Makes a journal without runs.
   *
   * @param number tells the journals of one test apart
   * @return a provider whose data are the same each time it is opened
   * @throws Exception if that fails; the test fails with it
   */
  protected abstract JournalProvider newJournal(int number) throws Exception;

  @Test
  final void answersAsTheModelInMemoryDoes() throws Exception {
    Long asked = Long.getLong("skald.seed");
    long first = asked == null ? 1 : asked;
    long last = asked == null ? SEEDS : asked;
    int answers = 0;
    for (long seed = first; seed <= last; seed++) {
      List<ScriptedStep> script = script(seed);
      Difference difference = difference(script);
      if (difference.text != null) {
        throw new AssertionError("seed " + seed + "\n" + smaller(script, difference.text));
      }
      answers += difference.answers;
    }
    if (asked == null && answers < SEEDS * STEPS / 3) {
      throw new AssertionError("Only " + answers + " answers were compared");
    }
  }

  private static List<ScriptedStep> script(long seed) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong());
    List<ScriptedStep> script = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      script.add(ScriptedStep.random(random, i));
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

  private Difference difference(List<ScriptedStep> script) throws Exception {
    try (ScriptedJournal model = new ScriptedJournal(new MemoryJournal());
        ScriptedJournal real = new ScriptedJournal(newJournal(journals++))) {
      StringBuilder text = new StringBuilder();
      int answers = 0;
      for (ScriptedStep step : script) {
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

  private String smaller(List<ScriptedStep> failing, String text) throws Exception {
    List<ScriptedStep> smallest = failing;
    String told = text;
    for (int at = failing.size() - 1; at >= 0; at--) {
      List<ScriptedStep> fewer = new ArrayList<>(smallest);
      fewer.remove(at);
      String still = difference(fewer).text;
      if (still != null) {
        smallest = fewer;
        told = still;
      }
    }
    return told;
  }
}
