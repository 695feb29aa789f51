package dev.skald.runtime.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Named threads, and virtual threads where the JVM has them: this code is compiled for Java 17. */
final class Threads {

  private static final Optional<MethodHandle> VIRTUAL_EXECUTOR =
      find(
          Executors.class,
          "newThreadPerTaskExecutor",
          MethodType.methodType(ExecutorService.class, ThreadFactory.class),
          true);

  private static final Optional<MethodHandle> IS_VIRTUAL =
      find(Thread.class, "isVirtual", MethodType.methodType(boolean.class), false);

  private Threads() {}

  /** Daemon threads, so that an engine that was not closed does not keep its process alive. */
  static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      int number = count.incrementAndGet();
      Thread thread = new Thread(task, number == 1 ? name : name + "-" + number);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** An executor with a virtual thread for each task, or empty on a JVM without them. */
  static Optional<ExecutorService> virtualExecutor(String name) {
    return VIRTUAL_EXECUTOR.map(handle -> newVirtualExecutor(handle, name));
  }

  static boolean isVirtual(Thread thread) {
    return IS_VIRTUAL.isPresent() && invokeIsVirtual(IS_VIRTUAL.get(), thread);
  }

  private static ExecutorService newVirtualExecutor(MethodHandle handle, String name) {
    try {
      return (ExecutorService) handle.invoke(virtualFactory(name));
    } catch (Throwable e) {
      throw new IllegalStateException("This JVM says that it has virtual threads, and fails", e);
    }
  }

  /**
   * {@code Thread.ofVirtual().name(name).factory()}: one name for all, a number each would cost.
   */
  private static ThreadFactory virtualFactory(String name) throws Throwable {
    Class<?> builder = Class.forName("java.lang.Thread$Builder");
    Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    Object start =
        lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual)).invoke();
    MethodType naming = MethodType.methodType(builder, String.class);
    Object named = lookup.findVirtual(builder, "name", naming).invoke(start, name);
    MethodType making = MethodType.methodType(ThreadFactory.class);
    return (ThreadFactory) lookup.findVirtual(builder, "factory", making).invoke(named);
  }

  private static boolean invokeIsVirtual(MethodHandle handle, Thread thread) {
    try {
      return (boolean) handle.invoke(thread);
    } catch (Throwable e) {
      throw new IllegalStateException("This JVM says that it has virtual threads, and fails", e);
    }
  }

  private static Optional<MethodHandle> find(
      Class<?> owner, String name, MethodType type, boolean isStatic) {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    try {
      return Optional.of(
          isStatic ? lookup.findStatic(owner, name, type) : lookup.findVirtual(owner, name, type));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("A public method of the JDK cannot be called: " + name, e);
    }
  }
}
