package dev.skald.processor.source;

import com.google.auto.common.MoreElements;
import dev.skald.SagaGenerated;
import dev.skald.processor.model.JavaType;
import dev.skald.processor.model.Surroundings;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Looks at what the user's module can see. */
final class SurroundingsReader {

  static final String INJECT = "jakarta.inject.Inject";
  static final String GENERATED = "javax.annotation.processing.Generated";

  private final Elements elements;
  private final TypeReader types;

  SurroundingsReader(Elements elements, TypeReader types) {
    this.elements = elements;
    this.types = types;
  }

  Surroundings read(TypeElement saga, Map<String, ?> payloads) {
    return new Surroundings(
        seenFrom(saga, INJECT) != null,
        Optional.ofNullable(seenFrom(saga, GENERATED)).map(types::declared),
        isTaken(saga),
        usesDeprecated(saga, payloads.keySet()));
  }

  /** Ours from the last build is no clash. */
  private boolean isTaken(TypeElement saga) {
    JavaType.Declared generated = types.declared(saga).orchestrator();
    TypeElement taken = seenFrom(saga, generated.qualifiedName());
    return taken != null && !MoreElements.isAnnotationPresent(taken, SagaGenerated.class);
  }

  private boolean usesDeprecated(TypeElement saga, Collection<String> payloads) {
    return Stream.concat(
            Stream.concat(Stream.of(saga), SagaReader.marked(saga).stream()),
            payloads.stream().map(elements::getTypeElement))
        .anyMatch(element -> element != null && elements.isDeprecated(element));
  }

  private @Nullable TypeElement seenFrom(TypeElement saga, String name) {
    return elements.getTypeElement(elements.getModuleOf(saga), name);
  }
}
