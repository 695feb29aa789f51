package dev.skald.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/** Other processors may write the types that a saga takes. */
class RoundsTest {

  private static final String SAGA =
      """
      @Saga @Timeout("3s")
      class PlaceOrder {
        record Basket(Set<Item> items) {}
        @Step(readOnly = true) Item pick(Basket basket) { return null; }
        @Step Parcel pack(Item item) { return null; }
      }
      """;

  @Test
  void aSagaWaitsForItsTypes() {
    for (Compiled compiled : compile(SAGA, Map.of("Item", 1, "Parcel", 2))) {
      assertThat(compiled.said()).isEmpty();
      assertThat(compiled.generated()).containsKey("PlaceOrderOrchestrator.java");
    }
  }

  /** The compiler itself says what is missing; a second error about it would only be noise. */
  @Test
  void whatNeverComesIsReportedByTheCompilerAlone() {
    for (Compiled compiled : compile(SAGA, Map.of("Item", 1))) {
      assertThat(compiled.errors()).isNotEmpty();
      assertThat(compiled.errors()).allSatisfy(said -> assertThat(said.text()).contains("Parcel"));
    }
  }

  /** Its callers must not be told that there is no orchestrator. */
  @Test
  void callersOfASagaThatCannotBeReadCompile() {
    String client =
        """
        class Client {
          Object place(dev.skald.runtime.SagaEngine engine) {
            return new PlaceOrderOrchestrator(engine, new PlaceOrder());
          }
        }
        """;
    for (Compiled compiled : compile(SAGA, Map.of("Item", 1), client)) {
      assertThat(compiled.errors()).isNotEmpty();
      assertThat(compiled.errors()).allSatisfy(said -> assertThat(said.text()).contains("Parcel"));
    }
  }

  @Test
  void aRejectionMayComeLater() {
    String saga =
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(rejects = Refusal.class) Order createOrder(Cart cart) { return null; }
        }
        """;
    for (Compiled compiled : compile(saga, Map.of("Refusal", 1))) {
      assertThat(compiled.said()).isEmpty();
      assertThat(compiled.generated().get("PlaceOrderOrchestrator.java"))
          .contains(".rejects(Refusal.class)");
    }
  }

  @Test
  void theFieldOfAPlainClassMayComeLater() {
    String saga =
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          static class Basket { Item item; }
          @Step Order createOrder(Basket basket) { return null; }
        }
        """;
    for (Compiled compiled : compile(saga, Map.of("Item", 1))) {
      assertThat(compiled.said()).isEmpty();
    }
  }

  /** What a child returns can be told only when its types are there. */
  @Test
  void theTypesOfAChildMayComeLater() {
    String saga =
        """
        @Saga @Timeout("3s")
        class SellParcel {
          @Step @Child(Pack.class)
          dev.skald.runtime.SagaHandle<Order> pack(Cart cart) { return null; }
        }
        """;
    String child =
        """
        @Saga @Timeout("3s")
        class Pack {
          @Step Parcel pack(Cart cart) { return null; }
          @Compensate("pack") void unpack(Parcel parcel) {}
        }
        """;
    for (Compiled compiled : compile(saga, Map.of("Parcel", 1), child)) {
      assertThat(compiled.errors()).hasSize(1);
      assertThat(compiled.message("SKALD087")).contains("SagaHandle<Parcel>");
    }
  }

  private static List<Compiled> compile(String saga, Map<String, Integer> types, String... more) {
    List<String> files = new ArrayList<>(List.of(more));
    files.add(saga);
    List<Source> sources = Fixture.sources(files.toArray(String[]::new));
    return List.of(
        Compilers.javac(sources, processors(types), "-Werror"),
        Compilers.ecj(sources, processors(types)));
  }

  private static List<Processor> processors(Map<String, Integer> types) {
    // It looks at all annotations, so it is asked only before somebody has claimed them all.
    List<Processor> processors = new ArrayList<>(List.of(new Neighbour(types)));
    processors.addAll(Fixture.processors());
    return processors;
  }

  /** Writes types in the rounds it is told. */
  private static final class Neighbour extends AbstractProcessor {

    private final Map<String, Integer> types;
    private int round;

    Neighbour(Map<String, Integer> types) {
      this.types = types;
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment environment) {
      round++;
      types.forEach(
          (type, when) -> {
            if (when == round) {
              write(type);
            }
          });
      return false;
    }

    private void write(String type) {
      try (Writer out = processingEnv.getFiler().createSourceFile("shop." + type).openWriter()) {
        out.write(
            type.equals("Refusal")
                ? "package shop; @SuppressWarnings(\"serial\") class Refusal extends RuntimeException {}"
                : "package shop; record " + type + "(String id) {}");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
