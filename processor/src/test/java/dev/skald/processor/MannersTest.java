package dev.skald.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/** How the processors behave towards build tools and other processors. */
class MannersTest {

  @Test
  void buildToolsFindTheProcessors() throws IOException {
    List<String> services =
        ServiceLoader.load(Processor.class).stream()
            .map(provider -> provider.type().getName())
            .filter(name -> name.startsWith("dev.skald"))
            .toList();
    assertThat(services)
        .containsExactlyInAnyOrder(SagaProcessor.class.getName(), ClaimProcessor.class.getName());
    Path descriptor =
        Path.of("src/main/resources/META-INF/gradle/incremental.annotation.processors");
    assertThat(Files.readAllLines(descriptor))
        .isEqualTo(
            Stream.of(SagaProcessor.class, ClaimProcessor.class)
                .map(type -> type.getName() + ",isolating")
                .toList());
  }

  @Test
  void theNewestSourceIsSupported() {
    assertThat(new SagaProcessor().getSupportedSourceVersion())
        .isEqualTo(SourceVersion.latestSupported());
  }

  /** Somebody else's processor is still asked about the annotations of a user's own classes. */
  @Test
  void annotationsOfOthersAreLeftToThem() {
    Injector injector = new Injector();
    List<Source> sources =
        Fixture.sources(
            """
            @Saga @Timeout("3s")
            class PlaceOrder {
              @jakarta.inject.Inject PlaceOrder() {}
              @Step Order createOrder(Cart cart) { return null; }
            }
            """);
    Compiled compiled =
        Compilers.javac(
            sources, List.of(new ClaimProcessor(), new SagaProcessor(), injector), "-Werror");
    assertThat(compiled.said()).isEmpty();
    assertThat(injector.seen).contains("PlaceOrder");
  }

  /** As AutoService and others, it looks at an annotation and claims it. */
  private static final class Injector extends AbstractProcessor {

    private final Set<String> seen = new TreeSet<>();

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("jakarta.inject.Inject");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      for (TypeElement annotation : annotations) {
        for (Element element : round.getElementsAnnotatedWith(annotation)) {
          seen.add(element.getEnclosingElement().getSimpleName().toString());
        }
      }
      return true;
    }
  }
}
