package dev.skald.processor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Sources that were changed without any idea of what they mean: javac ends, with errors or without;
 * the processor never fails; and where the source has no error, what is generated has none. {@code
 * -Dskald.seed=17} changes the saga of one seed, {@code -Dskald.mutants=500} changes more.
 */
class BlindMutantsTest {

  private static final boolean LONG = Boolean.getBoolean("skald.long");
  private static final int MUTANTS = Integer.getInteger("skald.mutants", LONG ? 5_000 : 100);
  private static final int BATCH = 50;
  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  private int read;
  private int clean;
  private int told;

  @Test
  void neverHarmTheProcessor() {
    Long seed = Long.getLong("skald.seed");
    long first = seed == null ? 1 : seed;
    long mutants = seed == null ? MUTANTS : 1;
    for (long from = first; from < first + mutants; from += BATCH) {
      Map<String, String> others = new LinkedHashMap<>();
      Map<String, String> changed = new LinkedHashMap<>();
      Map<String, Long> seeds = new HashMap<>();
      for (long i = from; i < Math.min(from + BATCH, first + mutants); i++) {
        add(i, others, changed, seeds);
      }
      judge(others, changed, seeds);
    }
    System.out.printf(
        "blind mutants: %s that could be parsed, %s with errors of ours, %s without any%n",
        read, told, clean);
    if (seed == null) {
      assertThat(read).as("sources that could be parsed").isGreaterThan(MUTANTS / 10);
      assertThat(told).as("of them with errors of ours").isPositive();
      assertThat(clean).as("of them without any").isPositive();
    }
  }

  private void add(
      long seed, Map<String, String> others, Map<String, String> changed, Map<String, Long> seeds) {
    Production production = new Production(seed, 200_000 + seed);
    Sketch saga = production.main();
    String name = saga.qualified(saga.outer.orElse(saga.className));
    Map<String, String> sources = production.sources();
    String text = new Blindly(production.choices(7)).change(sources.remove(name));
    // What cannot be parsed would keep the processor from all that is compiled beside it.
    if (InMemory.isParsed(JAVAC, name, text)) {
      read++;
      sources.remove(saga.qualified(saga.driver()));
      others.putAll(sources);
      changed.put(name, text);
      seeds.put(file(name), seed);
    }
  }

  private static String file(String name) {
    return "/" + name.replace('.', '/') + ".java";
  }

  private void judge(
      Map<String, String> others, Map<String, String> changed, Map<String, Long> seeds) {
    Map<String, String> left = new LinkedHashMap<>(changed);
    while (!left.isEmpty()) {
      Map<String, String> sources = new LinkedHashMap<>(others);
      sources.putAll(left);
      InMemory.Result result = InMemory.compile(JAVAC, sources);
      Set<String> wrong = new HashSet<>();
      // A warning counts as well: it is an error under -Werror, but one that names no file.
      for (InMemory.Said said : result.said()) {
        Long seed = seeds.get(said.file());
        assertThat(said.text()).as("seed %s", seed).doesNotContain("SKALD000");
        told += said.error() && said.text().contains("SKALD") ? 1 : 0;
        wrong.add(said.file());
      }
      int before = left.size();
      left.keySet().removeIf(name -> wrong.contains(file(name)));
      if (left.size() == before) {
        // Whatever is said now is said of what was generated, or of types that were not changed.
        assertThat(result.errors()).as("sources: %s", left).isEmpty();
        clean += left.size();
        return;
      }
    }
  }
}
