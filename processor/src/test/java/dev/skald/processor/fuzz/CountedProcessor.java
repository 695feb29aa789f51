package dev.skald.processor.fuzz;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.Completion;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** A processor whose questions to the compiler are counted, whatever they take on this machine. */
final class CountedProcessor implements Processor {

  private final Processor processor;
  private final Map<String, Integer> questions = new TreeMap<>();

  CountedProcessor(Processor processor) {
    this.processor = processor;
  }

  /** How often it called each method of {@link Elements} and {@link Types}. */
  Map<String, Integer> questions() {
    return questions;
  }

  @Override
  public void init(ProcessingEnvironment environment) {
    Elements elements = counted(Elements.class, environment.getElementUtils());
    Types types = counted(Types.class, environment.getTypeUtils());
    processor.init(
        proxy(
            ProcessingEnvironment.class,
            (method, arguments) ->
                switch (method.getName()) {
                  case "getElementUtils" -> elements;
                  case "getTypeUtils" -> types;
                  default -> call(method, environment, arguments);
                }));
  }

  private <T> T counted(Class<T> type, T real) {
    return proxy(
        type,
        (method, arguments) -> {
          questions.merge(type.getSimpleName() + "." + method.getName(), 1, Integer::sum);
          return call(method, real, arguments);
        });
  }

  private interface Answers {
    Object to(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.to(method, arguments)));
  }

  private static Object call(Method method, Object real, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    return processor.process(annotations, round);
  }

  @Override
  public Set<String> getSupportedOptions() {
    return processor.getSupportedOptions();
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return processor.getSupportedAnnotationTypes();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return processor.getSupportedSourceVersion();
  }

  @Override
  public Iterable<? extends Completion> getCompletions(
      Element element, AnnotationMirror annotation, ExecutableElement member, String text) {
    return processor.getCompletions(element, annotation, member, text);
  }
}
