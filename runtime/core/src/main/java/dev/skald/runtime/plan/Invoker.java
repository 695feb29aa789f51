package dev.skald.runtime.plan;

import org.jspecify.annotations.Nullable;

/**
 * Calls one method of the user's class. Implemented by generated code as a static method that names
 * the user's method directly.
 *
 * @param <S> the user's class
 */
@FunctionalInterface
public interface Invoker<S> {

  /**
   * Calls the method.
   *
   * @param saga the user's object
   * @param call the arguments
   * @return what the method returned; {@code null} for a void method
   * @throws Exception whatever the method throws
   */
  @Nullable Object invoke(S saga, Call call) throws Exception;
}
