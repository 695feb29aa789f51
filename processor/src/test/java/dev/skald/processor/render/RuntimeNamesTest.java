package dev.skald.processor.render;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.palantir.javapoet.ClassName;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The runtime has what generated code names. */
class RuntimeNamesTest {

  static Stream<ClassName> names() {
    return RuntimeNames.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void exists(ClassName name) {
    assertThatCode(() -> Class.forName(name.reflectionName())).doesNotThrowAnyException();
  }
}
