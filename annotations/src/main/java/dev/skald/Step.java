package dev.skald;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method as a step of the saga. The method's name is the step's durable identity.
 *
 * <p><b>Parameters.</b> A parameter of a type that another step returns waits for that step and
 * takes its result (where two steps return one type, {@link From} says which). A parameter of the
 * one type that no step returns takes the saga's input. A {@link StepContext} may be added.
 *
 * <p><b>Result.</b> A value that can be journaled, {@code void}, or a {@link
 * java.util.concurrent.CompletionStage} of a value: the step is then done when the stage is, and no
 * thread waits for it.
 *
 * <p><b>Calls.</b> A step is called <em>at least once</em>, with the same {@linkplain
 * StepContext#idempotencyKey() idempotency key} at every attempt: pass it on to the service. {@link
 * #atMostOnce} and {@link #transactional} change that.
 *
 * <p><b>Branches.</b> Where a step returns a sealed type, a step that takes one of its permitted
 * subtypes runs for that variant only, and so do the steps that take its result. A step that takes
 * an {@link java.util.Optional} of a result or a variant waits until it is known whether there is
 * one, and runs in either case. Two steps on different variants may return one type: a step that
 * takes it joins them.
 *
 * <p><b>Outcome.</b> Returning is success. A declared checked exception (or one named in {@link
 * #rejects}) is a definite rejection: the step had no effect, and the saga turns back. Everything
 * else (a timeout, an I/O error, any other exception, a crash) is an <em>unknown</em> outcome: the
 * effect may or may not have happened. It is retried with the same key, and never taken for
 * "nothing happened".
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Step {

  /**
   * Steps that must have succeeded first although none of their results is taken. Of steps which
   * exclude each other, because they are on different branches, one must have.
   *
   * @return names of steps of the same saga
   */
  String[] after() default {};

  /**
   * Says that the step changes nothing anywhere: it needs no undo, and may run beside any other.
   *
   * @return whether the step has no effect
   */
  boolean readOnly() default false;

  /**
   * Unchecked exceptions that mean a definite rejection, beside the declared checked ones. An
   * exception counts if it, or any exception in its chain of causes, is of such a type.
   *
   * @return the exception types
   */
  Class<? extends RuntimeException>[] rejects() default {};

  /**
   * Variants of the step's sealed result that no step takes: for them this branch ends here. Every
   * other variant must be taken by some step.
   *
   * @return permitted subtypes of the step's result
   */
  Class<?>[] ends() default {};

  /**
   * How long the step waits once all it waits for is there. The wait is durable and uses no thread.
   *
   * @return a duration such as {@code "1h"}; by default none
   */
  String delay() default "";

  /**
   * For services without idempotency: that the step is about to be called is made durable first,
   * and it is never called a second time. A crash, a timeout or an exception that is no rejection
   * leaves its outcome unknown for good, so an undo takes the {@link Outcome} or nothing of it.
   *
   * @return whether the step is called at most once
   */
  boolean atMostOnce() default false;

  /**
   * The step takes a {@code java.sql.Connection} parameter, and what it does there commits together
   * with its journal record in one database transaction: its effect happens exactly once, or not at
   * all. Needs a journal that is kept in that database. A {@code java.sql.SQLException} rolls back
   * and is no rejection, although it is declared.
   *
   * @return whether effect and record are one transaction
   */
  boolean transactional() default false;

  /**
   * The steps that wait for this one need not wait for its record: they are called while that is on
   * its way to the journal. Nothing of the run is told to anybody before all is durable. If the
   * record is lost in a crash, the step is called again with the same key, and so are those behind
   * it. So it is a promise: called again with one key, the step gives an equal result, whether an
   * answer was lost or not.
   *
   * <p>A step runs ahead of records only if it is just called and can be undone by its key: it is
   * no {@link Pivot}, is neither {@link #atMostOnce} nor {@link #transactional}, waits for no
   * {@link #delay}, {@link Signal}, lock, list, child or variant, and its undo takes neither its
   * own plain result nor that of a pipelined step whose record may be lost as well. All other steps
   * wait as ever.
   *
   * @return whether others may run ahead of the record of this step
   */
  boolean pipelined() default false;
}
