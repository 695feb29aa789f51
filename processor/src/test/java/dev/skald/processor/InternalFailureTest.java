package dev.skald.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.diagnostic.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A mistake of ours is reported on the saga, and never thrown at the compiler. */
@Checks(Code.INTERNAL)
class InternalFailureTest {

  @Test
  void aFailureIsReportedOnTheSaga() {
    List<Source> sources =
        Fixture.sources(
            """
            @Saga @Timeout("3s")
            class PlaceOrder {
              @Step Order createOrder(Cart cart) { return null; }
            }
            """);
    SagaProcessor broken =
        new SagaProcessor(
            (draft, report) -> {
              throw new IllegalStateException("a mistake");
            });
    Compiled compiled = Compilers.javac(sources, List.of(broken));
    assertThat(compiled.errors()).hasSize(1);
    assertThat(compiled.errors().get(0).file()).isEqualTo("PlaceOrder.java");
    assertThat(compiled.errors().get(0).line()).isEqualTo(2);
    assertThat(compiled.message("SKALD000"))
        .startsWith(
            "SKALD000: Skald's processor failed on PlaceOrder: "
                + "java.lang.IllegalStateException: a mistake")
        .contains("InternalFailureTest");
  }
}
