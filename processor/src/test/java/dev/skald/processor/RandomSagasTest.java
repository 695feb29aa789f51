package dev.skald.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import dev.skald.runtime.plan.Need;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/**
 * Sagas that nobody would write. Whatever javac lets pass is a plan that the runtime takes, and in
 * each of its runs is what the processor promised: one at the most of the steps that are joined,
 * and one pivot at the most, with all that is not before it after it. {@code -Dskald.sagas=2000}
 * looks longer, {@code -Dskald.seed=17} starts elsewhere.
 */
class RandomSagasTest {

  private static final int SAGAS = Integer.getInteger("skald.sagas", 120);
  private static final int FIRST = Integer.getInteger("skald.seed", 1);

  @Test
  void whatPassesIsAPlan() throws Exception {
    int passed = 0;
    int joins = 0;
    int pivots = 0;
    for (int seed = FIRST; seed < FIRST + SAGAS; seed++) {
      String saga = new RandomSaga(new Random(seed)).text();
      Compilation compilation =
          Compiler.javac()
              .withProcessors(Fixture.processors())
              .compile(Fixture.sources(saga).stream().map(Source::file).toList());
      assertThat(compilation.errors())
          .as("seed %s: %s", seed, saga)
          .allMatch(error -> error.getMessage(null).matches("(?s).*SKALD(?!000).*"));
      if (compilation.errors().isEmpty()) {
        SagaPlan<?> plan = plan(compilation, seed, saga);
        check(plan, "seed " + seed + ": " + saga);
        passed++;
        joins += hasJoin(plan) ? 1 : 0;
        pivots += plan.pivots().length > 1 ? 1 : 0;
      }
    }
    // A test that hardly ever tests anything would pass, too.
    assertThat(passed).as("sagas that pass").isGreaterThan(SAGAS / 10);
    assertThat(joins).as("of them with a join").isGreaterThan(SAGAS / 20);
    assertThat(pivots).as("of them with several pivots").isPositive();
  }

  private static boolean hasJoin(SagaPlan<?> plan) {
    return plan.steps().stream()
        .flatMap(step -> step.needs().stream())
        .anyMatch(Need.OneOf.class::isInstance);
  }

  private static SagaPlan<?> plan(Compilation compilation, int seed, String saga) throws Exception {
    Map<String, byte[]> classes = new HashMap<>();
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.getKind() == JavaFileObject.Kind.CLASS) {
        String path = file.toUri().getPath();
        classes.put("shop." + path.replaceAll(".*/(.*)\\.class", "$1"), content(file));
      }
    }
    ClassLoader loader =
        new ClassLoader(RandomSagasTest.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] content = classes.get(name);
            if (content == null) {
              throw new ClassNotFoundException(name);
            }
            return defineClass(name, content, 0, content.length);
          }
        };
    Field field = loader.loadClass("shop.CreditOrchestrator").getDeclaredField("PLAN");
    field.setAccessible(true);
    try {
      return (SagaPlan<?>) field.get(null);
    } catch (ExceptionInInitializerError e) {
      throw new AssertionError("seed " + seed + ": " + saga, e);
    }
  }

  private static byte[] content(JavaFileObject file) {
    try (InputStream in = file.openInputStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plays all runs: every combination of variants. */
  private static void check(SagaPlan<?> plan, String saga) {
    int runs =
        plan.steps().stream()
            .mapToInt(s -> Math.max(1, s.variants().size()))
            .reduce(1, (a, b) -> a * b);
    BitSet ever = new BitSet();
    for (int run = 0; run < runs; run++) {
      BitSet taken = new BitSet();
      int[] variants = variants(plan, run);
      for (int place = 0; place < plan.steps().size(); place++) {
        StepPlan<?> step = plan.step(plan.inOrder(place));
        if (isTaken(step, taken, variants)) {
          taken.set(step.index());
        }
        for (Need need : step.needs()) {
          if (need instanceof Need.OneOf join) {
            assertThat(join.steps().stream().filter(taken::get).count()).as(saga).isLessThan(2);
          }
        }
      }
      ever.or(taken);
      int[] pivots = IntStream.of(plan.pivots()).filter(taken::get).toArray();
      assertThat(pivots.length).as(saga).isLessThan(2);
      for (int pivot : pivots) {
        BitSet before = ancestors(plan, pivot);
        taken.stream()
            .filter(step -> step != pivot)
            .forEach(
                step ->
                    assertThat(plan.step(step).afterPivot())
                        .as("%s of %s", plan.step(step).name(), saga)
                        .isEqualTo(!before.get(step)));
      }
    }
    assertThat(ever.cardinality()).as(saga).isEqualTo(plan.steps().size());
  }

  private static int[] variants(SagaPlan<?> plan, int run) {
    int rest = run;
    int[] variants = new int[plan.steps().size()];
    for (StepPlan<?> step : plan.steps()) {
      int count = Math.max(1, step.variants().size());
      variants[step.index()] = rest % count;
      rest /= count;
    }
    return variants;
  }

  private static boolean isTaken(StepPlan<?> step, BitSet taken, int[] variants) {
    List<Integer> loose = new ArrayList<>();
    boolean met = true;
    for (Need need : step.needs()) {
      if (need instanceof Need.OfVariant when) {
        met &= taken.get(when.step()) && when.variants().contains(variants[when.step()]);
      } else {
        met &= !(need instanceof Need.OneOf) || need.steps().stream().anyMatch(taken::get);
        loose.addAll(need.steps());
      }
    }
    return met && step.dependencies().stream().allMatch(s -> loose.contains(s) || taken.get(s));
  }

  private static BitSet ancestors(SagaPlan<?> plan, int step) {
    BitSet found = new BitSet();
    for (int dependency : plan.dependencies(step)) {
      found.set(dependency);
      found.or(ancestors(plan, dependency));
    }
    return found;
  }
}
