package dev.skald.processor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.engine.Skald;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Sagas much larger than any person writes compile, and run. */
class ScaleTest {

  private static final int[] LAYERS = IntStream.generate(() -> 20).limit(25).toArray();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void fiveHundredStepsInARow() throws Exception {
    try (SagaEngine engine = Skald.inMemory()) {
      InMemory.Result compiled = compile(LargeSagas.chain(500));
      ClassLoader loader = compiled.loader();
      var driver = driver(loader);
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
      SagaHandle<?> run = driver(compiled.loader()).apply(engine, 7);
      assertThat(run.await(PATIENCE)).isEqualTo(new SagaOutcome.Completed<>(7));
    }
  }

  /** A method of Java has 255 parameters, of which its object is one. */
  @Test
  void asManyParametersAsJavaHas() throws Exception {
    InMemory.Result compiled = compile(LargeSagas.layers(254, 2));
    try (SagaEngine engine = Skald.inMemory()) {
      SagaHandle<?> run = driver(compiled.loader()).apply(engine, 5);
      assertThat(run.await(PATIENCE)).isEqualTo(new SagaOutcome.Completed<>(5));
    }
  }

  private static InMemory.Result compile(String saga) {
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put("large.Large", saga);
    sources.put("large.Driver", LargeSagas.driver());
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
  private static BiFunction<SagaEngine, Integer, SagaHandle<?>> driver(ClassLoader loader)
      throws ReflectiveOperationException {
    return (BiFunction<SagaEngine, Integer, SagaHandle<?>>)
        loader.loadClass("large.Driver").getConstructor().newInstance();
  }
}
