package dev.skald.processor;

import com.google.auto.service.AutoService;
import dev.skald.processor.source.Marks;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/**
 * Claims the annotations on orchestrators, which {@code -Xlint:processing} would report as claimed
 * by nobody. It is a processor of its own because a claim holds for all annotations of a processor:
 * those that the user's own classes carry, too, are left to whom they belong.
 */
@AutoService(Processor.class)
public final class ClaimProcessor extends AbstractProcessor {

  /** Made by the compiler. */
  public ClaimProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Marks.ofGeneratedCode();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    return annotations.stream()
        .flatMap(annotation -> round.getElementsAnnotatedWith(annotation).stream())
        .allMatch(Marks::isInGeneratedCode);
  }
}
