package dev.skald.processor.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Makes places, in the order in which a saga is read. */
final class Places {

  private final @Nullable Trees trees;
  private int count;

  Places(ProcessingEnvironment environment) {
    trees = trees(environment);
  }

  Place of(Element element) {
    return new Place(count++, this::line, element, Optional.empty(), Optional.empty());
  }

  Place of(Element element, AnnotationMirror annotation) {
    return new Place(count++, Places::none, element, Optional.of(annotation), Optional.empty());
  }

  Place of(Element element, AnnotationMirror annotation, @Nullable AnnotationValue value) {
    return new Place(
        count++, Places::none, element, Optional.of(annotation), Optional.ofNullable(value));
  }

  private static OptionalInt none(Element element) {
    return OptionalInt.empty();
  }

  private OptionalInt line(Element element) {
    TreePath path = trees == null ? null : trees.getPath(element);
    if (trees == null || path == null) {
      return OptionalInt.empty();
    }
    var unit = path.getCompilationUnit();
    long start = trees.getSourcePositions().getStartPosition(unit, path.getLeaf());
    return start < 0
        ? OptionalInt.empty()
        : OptionalInt.of((int) unit.getLineMap().getLineNumber(nameStart(element, unit, start)));
  }

  /** A tree starts at its first annotation; a person looks for the line with the name. */
  private static long nameStart(Element element, CompilationUnitTree unit, long start) {
    try {
      String text = unit.getSourceFile().getCharContent(true).toString();
      int name = text.indexOf(element.getSimpleName() + "(", (int) start);
      return name < 0 ? start : name;
    } catch (IOException e) {
      return start;
    }
  }

  /**
   * Only javac has trees; under Eclipse's compiler, and behind some build tools, lines are left
   * out.
   */
  private static @Nullable Trees trees(ProcessingEnvironment environment) {
    try {
      return Trees.instance(environment);
    } catch (IllegalArgumentException | LinkageError e) {
      return null;
    }
  }
}
