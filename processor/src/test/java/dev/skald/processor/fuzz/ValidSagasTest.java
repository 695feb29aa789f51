package dev.skald.processor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Sagas that are right, made up from seeds over the whole language: they compile under {@code
 * -Xlint:all -Werror}, and what is generated runs as the maker's own description says. {@code
 * -Dskald.seed=17} replays one, {@code -Dskald.sagas=5000} looks longer.
 */
class ValidSagasTest {

  private static final boolean LONG = Boolean.getBoolean("skald.long");
  private static final int PACKAGES = Integer.getInteger("skald.sagas", LONG ? 3_000 : 150);
  private static final int BATCH = 50;
  private static final int RUNS = 6;
  private static final Duration SHRINKING = Duration.ofSeconds(Long.getLong("skald.shrinking", 60));

  @Test
  void behaveAsTheyWereMeant() {
    Long seed = Long.getLong("skald.seed");
    Tally tally = new Tally();
    if (seed != null) {
      troupe(List.of(new Production(seed)), tally);
      return;
    }
    for (long first = 1; first <= PACKAGES; first += BATCH) {
      troupe(LongStream.range(first, first + BATCH).mapToObj(Production::new).toList(), tally);
    }
    System.out.println("made-up sagas: " + tally);
    tally.check();
  }

  private static void troupe(List<Production> productions, Tally tally) {
    Map<Production, String> problems = Performance.of(productions, RUNS, tally);
    if (problems.isEmpty()) {
      return;
    }
    Production first = problems.keySet().iterator().next();
    long end = System.nanoTime() + SHRINKING.toNanos();
    Shrinker shrinker =
        new Shrinker(
            choices ->
                System.nanoTime() < end && isLike(problems.get(first), problem(first.of(choices))));
    Production least = first.of(shrinker.shrink(first.choices()));
    String problem = problem(first.of(least.choices()));
    fail(
        "%s%n%nsmallest: %s%n%n%s%n%nReplay: mvn -q -pl processor -am test -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Dtest=ValidSagasTest -Dskald.seed=%s%n%n%nOthers:%n%s",
        problems.get(first), problem, least.text(), first.seed(), others(problems));
  }

  private static String others(Map<Production, String> problems) {
    return problems.entrySet().stream()
        .map(p -> p.getKey().seed() + ": " + p.getValue().lines().findFirst().orElse(""))
        .collect(Collectors.joining("\n"));
  }

  private static String problem(Production production) {
    return Performance.of(List.of(production), RUNS, new Tally()).getOrDefault(production, "");
  }

  /** Whether both are of the compiler or of a run, and of the same code. */
  private static boolean isLike(String problem, String other) {
    return !other.isEmpty() && code(problem).equals(code(other));
  }

  private static String code(String problem) {
    Matcher matcher = Pattern.compile("SKALD\\d+|\\.java:").matcher(problem);
    return matcher.find() ? matcher.group() : "";
  }

  @Test
  void theSameSeedMakesTheSameSaga() {
    assertThat(new Production(17).text()).isEqualTo(new Production(17).text());
  }
}
