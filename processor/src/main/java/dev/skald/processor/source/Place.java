package dev.skald.processor.source;

import dev.skald.processor.diagnostic.Anchor;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;

/**
 * A place as the compiler knows it.
 *
 * @param order grows from the top of a saga to its end
 * @param lines tells the line of an element; asked only when a message shows it, because it looks
 *     through the whole file
 * @param element the element
 * @param annotation the annotation on it, if the place is one
 * @param value the value in the annotation, if the place is one
 */
public record Place(
    int order,
    Function<Element, OptionalInt> lines,
    Element element,
    Optional<AnnotationMirror> annotation,
    Optional<AnnotationValue> value)
    implements Anchor {

  @Override
  public OptionalInt line() {
    return lines.apply(element);
  }
}
