package dev.skald.evolution;

import dev.skald.runtime.SagaEngine;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

/** A state of a saga's source, compiled, with class loader of its own. */
final class Version extends ClassLoader {

  private final Map<String, byte[]> classes;
  private final String root;

  /**
   * Loads what was compiled.
   *
   * @param classes the classes by name
   * @param root the name of the saga whose runs are looked at
   */
  Version(Map<String, byte[]> classes, String root) {
    super(Version.class.getClassLoader());
    this.classes = classes;
    this.root = root;
  }

  /** Makes the saga and those it uses, which makes them known to the engine. */
  void register(SagaEngine engine, Services services) {
    Map<Class<?>, Object> made = new HashMap<>();
    made.put(SagaEngine.class, engine);
    made.put(Services.class, services);
    make(load(root + "Orchestrator"), made);
  }

  private static Object make(Class<?> type, Map<Class<?>, Object> made) {
    Object known = made.get(type);
    if (known != null) {
      return known;
    }
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    Object[] arguments = new Object[constructor.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = make(constructor.getParameterTypes()[i], made);
    }
    try {
      constructor.setAccessible(true);
      Object object = constructor.newInstance(arguments);
      made.put(type, object);
      return object;
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(type.getName() + " cannot be made: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** What the saga's class says of itself in a static method. */
  Object example(String method, Services services) {
    try {
      Method example = load(root).getDeclaredMethod(method, Services.class);
      example.setAccessible(true);
      return example.invoke(null, services);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private Class<?> load(String name) {
    try {
      return loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
