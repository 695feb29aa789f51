package dev.skald.processor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.ClaimProcessor;
import dev.skald.processor.SagaProcessor;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.engine.Skald;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Sagas much larger than any person writes compile, and run. */
class ScaleTest {

  private static final int[] LAYERS = IntStream.generate(() -> 20).limit(25).toArray();
  private static final int SAGAS =
      Integer.getInteger("skald.module", Boolean.getBoolean("skald.long") ? 1_000 : 100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void fiveHundredStepsInARow() throws Exception {
    try (SagaEngine engine = Skald.inMemory()) {
      InMemory.Result compiled = compile(LargeSagas.chain(500));
      ClassLoader loader = compiled.loader();
      var driver = driver(loader, "large.Driver");
      assertThat(driver.apply(engine, 1).await(PATIENCE).toString()).contains("R499[n=501]");
      assertThat(driver.apply(engine, -1_000).await(PATIENCE))
          .isInstanceOf(SagaOutcome.Compensated.class);
      AtomicInteger undone = (AtomicInteger) field(loader, "UNDONE");
      assertThat(undone).hasValue(499);
    }
  }

  @Test
  void fiveHundredStepsInLayers() throws Exception {
    InMemory.Result compiled = compile(LargeSagas.layers(LAYERS));
    try (SagaEngine engine = Skald.inMemory()) {
      SagaHandle<?> run = driver(compiled.loader(), "large.Driver").apply(engine, 7);
      assertThat(run.await(PATIENCE)).isEqualTo(new SagaOutcome.Completed<>(7));
    }
  }

  /** A method of Java has 255 parameters, of which its object is one. */
  @Test
  void asManyParametersAsJavaHas() throws Exception {
    InMemory.Result compiled = compile(LargeSagas.layers(254, 2));
    try (SagaEngine engine = Skald.inMemory()) {
      SagaHandle<?> run = driver(compiled.loader(), "large.Driver").apply(engine, 5);
      assertThat(run.await(PATIENCE)).isEqualTo(new SagaOutcome.Completed<>(5));
    }
  }

  /** Java refuses the method itself; the processor has nothing to add to that, and still works. */
  @Test
  void moreParametersThanJavaHas() {
    Map<String, String> sources = Map.of("large.Large", LargeSagas.layers(255));
    InMemory.Result result = InMemory.compile(ToolProvider.getSystemJavaCompiler(), sources);
    assertThat(result.said())
        .singleElement()
        .satisfies(
            said -> {
              assertThat(said.file()).isEqualTo("/large/Large.java");
              assertThat(said.text()).contains("too many parameters");
            });
  }

  /** The first of each form are run, and the last. */
  @Test
  void manySagasInOneModule() throws Exception {
    Map<String, String> sources = SagaModule.sources(SAGAS);
    List<Integer> played =
        IntStream.concat(
                IntStream.range(0, SagaModule.shapes()),
                IntStream.range(SAGAS - SagaModule.shapes(), SAGAS))
            .boxed()
            .toList();
    played.forEach(saga -> sources.put("house.Driver" + saga, SagaModule.driver(saga)));
    InMemory.Result compiled = compile(sources);
    // The compiler reads each once. Who looks up the line of an element reads it again.
    assertThat(compiled.reads()).isEqualTo(sources.size());
    ClassLoader loader = compiled.loader();
    for (int saga : played) {
      try (SagaEngine engine = Skald.inMemory()) {
        SagaHandle<?> run = driver(loader, "house.Driver" + saga).apply(engine, 4);
        assertThat(run.await(PATIENCE)).isEqualTo(new SagaOutcome.Completed<>(8));
      }
    }
  }

  /** In pieces of work, which are the same on every machine, and not in time. */
  @Test
  void theWorkOfAModuleGrowsWithItsSagas() {
    Work few = Work.of(SagaModule.sources(2 * SagaModule.shapes()));
    Work many = Work.of(SagaModule.sources(8 * SagaModule.shapes()));
    many.isAtMost(4, few);
  }

  @Test
  void theWorkOfASagaGrowsWithItsSteps() {
    Work few = Work.of(Map.of("large.Large", LargeSagas.chain(20)));
    Work many = Work.of(Map.of("large.Large", LargeSagas.chain(80)));
    many.isAtMost(4, few);
  }

  /**
   * What the processor did in one compilation.
   *
   * @param questions how often it asked the compiler something, by method
   * @param written how many characters it generated
   */
  private record Work(Map<String, Integer> questions, int written) {

    static Work of(Map<String, String> sources) {
      JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
      CountedProcessor counted = new CountedProcessor(new SagaProcessor());
      List<Processor> processors = List.of(counted, new ClaimProcessor());
      InMemory.Result result = InMemory.compile(javac, sources, processors);
      assertThat(result.said()).isEmpty();
      return new Work(counted.questions(), result.written());
    }

    void isAtMost(int times, Work other) {
      other.questions.forEach(
          (method, asked) ->
              assertThat(questions.get(method)).as(method).isBetween(asked, times * asked));
      assertThat(questions.keySet()).isEqualTo(other.questions.keySet());
      // Names with more digits are longer.
      assertThat((double) written).isBetween(1.0 * other.written, 1.05 * times * other.written);
    }
  }

  private static InMemory.Result compile(String saga) {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("large.Large", saga);
    sources.put("large.Driver", LargeSagas.driver());
    return compile(sources);
  }

  private static InMemory.Result compile(Map<String, String> sources) {
    InMemory.Result result = InMemory.compile(ToolProvider.getSystemJavaCompiler(), sources);
    assertThat(result.said()).isEmpty();
    return result;
  }

  private static Object field(ClassLoader loader, String name) throws ReflectiveOperationException {
    var field = loader.loadClass("large.Large").getDeclaredField(name);
    field.setAccessible(true);
    return field.get(null);
  }

  @SuppressWarnings("unchecked") // see the driver
  private static BiFunction<SagaEngine, Integer, SagaHandle<?>> driver(
      ClassLoader loader, String name) throws ReflectiveOperationException {
    return (BiFunction<SagaEngine, Integer, SagaHandle<?>>)
        loader.loadClass(name).getConstructor().newInstance();
  }
}
