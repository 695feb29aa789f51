package dev.skald.processor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Sagas that are right but for one thing: that is said, with its code, on its line, and nothing
 * else. {@code -Dskald.seed=17} makes the mutants of one seed, {@code -Dskald.mutants=50} more of
 * each kind.
 */
class MutantsTest {

  private static final boolean LONG = Boolean.getBoolean("skald.long");
  private static final int EACH = Integer.getInteger("skald.mutants", LONG ? 60 : 2);
  private static final long FIRST = Long.getLong("skald.seed", 1);
  private static final int ATTEMPTS = 200;

  private record Case(Mutator mutator, long seed, Mutant mutant) {}

  @Test
  void areToldWhereTheyAreWrong() {
    Map<String, Case> cases = new LinkedHashMap<>();
    Map<String, String> sources = new LinkedHashMap<>();
    List<String> unused = new ArrayList<>();
    long number = 0;
    for (Mutator mutator : Mutator.all()) {
      int made = 0;
      for (long seed = FIRST; seed < FIRST + ATTEMPTS && made < EACH; seed++) {
        Production production = new Production(seed, 100_000 + number++);
        Mutant mutant = new Mutant(production.main(), production.choices(seed));
        if (mutator.change().test(mutant)) {
          Sketch saga = production.main();
          String name = saga.qualified(saga.outer.orElse(saga.className));
          sources.putAll(production.sources());
          sources.put(name, mutant.text());
          cases.put("/" + name.replace('.', '/') + ".java", new Case(mutator, seed, mutant));
          made++;
        }
      }
      if (made == 0) {
        unused.add(mutator.name());
      }
    }
    assertThat(unused).as("mutators that found nothing to change").isEmpty();
    judge(cases, InMemory.compile(ToolProvider.getSystemJavaCompiler(), sources));
  }

  private static void judge(Map<String, Case> cases, InMemory.Result result) {
    Map<String, List<InMemory.Said>> said = new HashMap<>();
    result.said().forEach(s -> said.computeIfAbsent(s.file(), f -> new ArrayList<>()).add(s));
    List<String> wrong = new ArrayList<>();
    cases.forEach(
        (file, made) -> {
          List<InMemory.Said> of = said.getOrDefault(file, List.of());
          said.remove(file);
          boolean right =
              of.size() == 1
                  && of.get(0).error()
                  && of.get(0).text().contains(made.mutator().code())
                  && of.get(0).line() == made.mutant().line();
          if (!right) {
            wrong.add(
                "%s (seed %s): expected %s on line %s, but was said: %s%n%s"
                    .formatted(
                        made.mutator(),
                        made.seed(),
                        made.mutator().code(),
                        made.mutant().line(),
                        of,
                        made.mutant().text()));
          }
        });
    assertThat(wrong).as(() -> wrong.size() + " of " + cases.size()).isEmpty();
    assertThat(said.values()).as("said of other files").isEmpty();
  }
}
