package dev.skald.benchmarks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** On which threads callers wait for their sagas. */
enum Callers {
  PLATFORM {
    @Override
    ExecutorService start(int number) {
      return Executors.newFixedThreadPool(number);
    }
  },
  VIRTUAL {
    @Override
    ExecutorService start(int number) {
      try {
        MethodType type = MethodType.methodType(ExecutorService.class);
        return (ExecutorService)
            MethodHandles.publicLookup()
                .findStatic(Executors.class, "newVirtualThreadPerTaskExecutor", type)
                .invoke();
      } catch (Throwable e) {
        throw new IllegalStateException("This JVM has no virtual threads", e);
      }
    }
  };

  /**
   * Threads for callers.
   *
   * @param number how many run at once
   * @return an executor that the caller shuts down
   */
  abstract ExecutorService start(int number);

  boolean exist() {
    return this == PLATFORM || Runtime.version().feature() >= 21;
  }
}
