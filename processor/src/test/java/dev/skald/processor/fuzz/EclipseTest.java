package dev.skald.processor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Compiled;
import dev.skald.processor.Compilers;
import dev.skald.processor.Fixture;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Made-up sagas that are right are so for Eclipse's compiler, too, and what is generated there is
 * the same, letter by letter. {@code -Dskald.seed=17} looks at one.
 */
class EclipseTest {

  private static final int PACKAGES = Boolean.getBoolean("skald.long") ? 300 : 15;

  @Test
  void takesWhatJavacTakes() {
    Long seed = Long.getLong("skald.seed");
    LongStream seeds = seed == null ? LongStream.rangeClosed(1, PACKAGES) : LongStream.of(seed);
    Map<String, String> sources = new HashMap<>();
    seeds.mapToObj(Production::new).forEach(production -> sources.putAll(production.sources()));

    Compiled eclipse = Compilers.ecj(sources, Fixture.processors());
    InMemory.Result javac = InMemory.compile(ToolProvider.getSystemJavaCompiler(), sources);

    assertThat(eclipse.said()).isEmpty();
    Map<String, String> generated = new HashMap<>(javac.generated());
    generated.keySet().removeIf(path -> !path.endsWith(".java"));
    assertThat(eclipse.generated()).isNotEmpty().isEqualTo(generated);
  }
}
