package dev.skald.testkit;

import dev.skald.runtime.plan.StepPlan;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Makes the exceptions by which steps are declined. */
final class Rejections {

  private static final String MESSAGE = "declined by the test";

  private final Map<Class<? extends Throwable>, Supplier<? extends Exception>> given =
      new ConcurrentHashMap<>();

  void give(Class<? extends Exception> type, Supplier<? extends Exception> maker) {
    given.put(type, maker);
  }

  /** An exception of the first type that the step declares. */
  Exception of(StepPlan<?> step) {
    Class<? extends Throwable> type = step.rejects().get(0);
    Supplier<? extends Exception> maker = given.get(type);
    return maker != null ? maker.get() : make(step, type);
  }

  private static Exception make(StepPlan<?> step, Class<? extends Throwable> type) {
    List<String> tried = new ArrayList<>();
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      try {
        constructor.setAccessible(true);
        if (constructor.newInstance(arguments(constructor)) instanceof Exception made) {
          return made;
        }
      } catch (ReflectiveOperationException | RuntimeException e) {
        tried.add(constructor + ": " + e);
      }
    }
    throw new IllegalStateException(
        "Step "
            + step.name()
            + " can be declined by "
            + type.getName()
            + ", and no constructor of it can be called with a text, zeros and nulls; say how one is"
            + " made: .rejection("
            + type.getSimpleName()
            + ".class, () -> new "
            + type.getSimpleName()
            + "(…)). Tried: "
            + tried);
  }

  private static Object[] arguments(Constructor<?> constructor) {
    Class<?>[] types = constructor.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = types[i] == String.class ? MESSAGE : Defaults.of(types[i]);
    }
    return arguments;
  }
}
