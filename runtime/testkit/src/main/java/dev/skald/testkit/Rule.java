package dev.skald.testkit;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what a call of a scripted method does. One of the methods is called, once.
 *
 * @param <R> what the method returns
 */
public final class Rule<R> {

  private final Method method;
  private final Consumer<Answer> script;

  Rule(Method method, Consumer<Answer> script) {
    this.method = method;
    this.script = script;
  }

  /**
   * It returns a value; the real object is not called.
   *
   * @param value the value, {@code null} for a method that returns nothing
   */
  public void answers(@Nullable R value) {
    script.accept((args, real, host) -> value);
  }

  /**
   * It returns what a function makes of its arguments; the real object is not called.
   *
   * @param answer from the arguments, in their order, to the value
   */
  public void answersBy(Function<List<Object>, ? extends @Nullable R> answer) {
    script.accept((args, real, host) -> answer.apply(Arrays.asList(args)));
  }

  /**
   * It throws, and has no effect: the real object is not called. An exception that the step
   * declares is a definite no; any other leaves its outcome unknown.
   *
   * @param failure what it throws
   * @throws IllegalArgumentException if it is a checked exception that the method does not declare
   */
  public void fails(Throwable failure) {
    boolean unchecked = failure instanceof RuntimeException || failure instanceof Error;
    if (!unchecked && Stream.of(method.getExceptionTypes()).noneMatch(t -> t.isInstance(failure))) {
      throw new IllegalArgumentException(
          method.getName()
              + " declares no "
              + failure.getClass().getName()
              + ", so no implementation could throw it; declare it, or let it fail otherwise");
    }
    script.accept(
        (args, real, host) -> {
          throw failure;
        });
  }

  /** It takes effect (the real object is called, if there is one), and its reply is lost. */
  public void losesReply() {
    script.accept(
        (args, real, host) -> {
          real.call();
          throw new ReplyLostException();
        });
  }

  /** It has no effect and never answers: the step waits until its timeout interrupts it. */
  public void hangs() {
    script.accept(
        (args, real, host) -> {
          host.hang();
          throw new InterruptedException("Nothing hangs longer than its test");
        });
  }

  /** It takes effect and never answers: the step waits until its timeout interrupts it. */
  public void hangsAfterEffect() {
    script.accept(
        (args, real, host) -> {
          real.call();
          host.hang();
          throw new InterruptedException("Nothing hangs longer than its test");
        });
  }

  /**
   * It takes a while, of virtual time, and then does what the real object does. Without a real
   * object it returns nothing, or the zero of a primitive type.
   *
   * @param time how long
   */
  public void takes(Duration time) {
    script.accept(
        (args, real, host) -> {
          host.sleep(time.toMillis());
          return real.call();
        });
  }

  /** It does what the real object does: an exception from what {@link Script#on} says. */
  public void worksAsEver() {
    script.accept((args, real, host) -> real.call());
  }
}
