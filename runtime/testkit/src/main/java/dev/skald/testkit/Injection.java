package dev.skald.testkit;

import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets the faults of one trial happen, and remembers every attempt, be it made or replaced. */
final class Injection implements Interception {

  /** A method that fails so often although nothing is done to it will not succeed any more. */
  private static final int ENOUGH = 25;

  private final List<Planned> planned;
  private final Rejections rejections;
  private final Supplier<TestSkald> skald;
  private final List<StepCall> attempts = new ArrayList<>();
  private final Set<String> succeeded = new HashSet<>();
  private @Nullable SagaPlan<?> plan;
  private @Nullable String repeatedDifferently;
  private @Nullable String hopeless;
  private int failing;

  Injection(List<Planned> planned, Rejections rejections, Supplier<TestSkald> skald) {
    this.planned = planned;
    this.rejections = rejections;
    this.skald = skald;
  }

  /** A fault at one place. */
  static final class Planned {
    private final Place place;
    private final Fault fault;
    private int happened;

    Planned(Place place, Fault fault) {
      this.place = place;
      this.fault = fault;
    }

    Fault fault() {
      return fault;
    }

    int happened() {
      return happened;
    }
  }

  /** Which calls a fault is about. */
  @FunctionalInterface
  interface Place {
    boolean has(StepCall call, Set<String> succeeded);

    /** One step, or one item of it. */
    static Place of(String step, int item) {
      return (call, succeeded) -> call.step().equals(step) && call.item() == item;
    }
  }

  /** The plan of the saga that is tried; calls of other sagas are left alone. */
  void concerns(SagaPlan<?> saga) {
    plan = saga;
  }

  @Override
  public @Nullable Object around(StepCall call, boolean async, Callable<@Nullable Object> real)
      throws Exception {
    SagaPlan<?> saga = plan;
    if (saga == null || !saga.name().equals(call.saga())) {
      return real.call();
    }
    attempts.add(call);
    StepPlan<?> step = saga.find(call.step()).orElseThrow();
    for (Planned next : planned) {
      if (next.fault.isOfUndo() == call.undo()
          && next.happened < next.fault.timesAt(step)
          && next.place.has(call, succeeded)) {
        next.happened++;
        return happen(next.fault, step, async, real);
      }
    }
    return observe(call, async, real);
  }

  private @Nullable Object observe(StepCall call, boolean async, Callable<@Nullable Object> real)
      throws Exception {
    try {
      Object returned = real.call();
      if (async && returned instanceof CompletionStage<?> stage) {
        return stage.whenComplete((value, failure) -> ended(call, failure));
      }
      ended(call, null);
      return returned;
    } catch (Throwable e) {
      ended(call, e);
      throw e;
    }
  }

  private void ended(StepCall call, @Nullable Throwable failure) {
    if (failure == null) {
      failing = 0;
      if (!call.undo()) {
        succeeded.add(call.place());
      }
      return;
    }
    if (++failing >= ENOUGH) {
      hopeless =
          (call.undo() ? "the undo of " : "")
              + call.place()
              + " fails again and again, although nothing is done to it: "
              + failure;
    }
  }

  private @Nullable Object happen(
      Fault fault, StepPlan<?> step, boolean async, Callable<@Nullable Object> real)
      throws Exception {
    return switch (fault) {
      case REJECTS -> throw rejections.of(step);
      case FAILS_ONCE, FAILS_ALWAYS, UNDO_FAILS_ONCE, UNDO_FAILS_LONG ->
          throw new InjectedFaultException(step.name() + " fails before it has an effect");
      case TIMES_OUT_BEFORE_ONCE, TIMES_OUT_BEFORE_ALWAYS -> never(async);
      case TIMES_OUT_AFTER_ONCE, TIMES_OUT_AFTER_ALWAYS -> {
        finish(real.call());
        yield never(async);
      }
      case LOSES_REPLY_ONCE, LOSES_REPLY_ALWAYS, UNDO_LOSES_REPLY -> {
        finish(real.call());
        throw new ReplyLostException();
      }
      case IS_REPEATED, UNDO_IS_REPEATED -> {
        Object first = finish(real.call());
        Object returned = real.call();
        Difference.between(first, finish(returned)).ifPresent(what -> repeatedDifferently = what);
        yield returned;
      }
    };
  }

  /** What has to be waited for has to be waited for in virtual time. */
  private @Nullable Object finish(@Nullable Object returned) throws InterruptedException {
    if (returned instanceof CompletionStage<?> stage) {
      CompletableFuture<?> future = stage.toCompletableFuture();
      skald.get().world().await(future, Long.MAX_VALUE);
      return future.join();
    }
    return returned;
  }

  private @Nullable Object never(boolean async) throws InterruptedException {
    CompletableFuture<@Nullable Object> never = new CompletableFuture<>();
    if (async) {
      return never;
    }
    skald.get().world().await(never, Long.MAX_VALUE);
    throw new InterruptedException("Nothing hangs longer than its test");
  }

  /** All attempts of steps and undos, made or replaced by a fault, in order. */
  List<StepCall> attempts() {
    return attempts;
  }

  /** What keeps failing without a fault, {@code null} for nothing. */
  @Nullable String hopeless() {
    return hopeless;
  }

  /** What a repeated call answered differently, {@code null} for nothing. */
  @Nullable String repeatedDifferently() {
    return repeatedDifferently;
  }
}
