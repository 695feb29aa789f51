package dev.skald.testkit;

import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.VerbRefusedException;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.support.Orchestrator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario with fresh services, under the faults that are planned for it, until it
 * comes to rest.
 *
 * @param <W> the services
 * @param <O> the saga's orchestrator
 */
final class Trial<W, O extends Orchestrator<?, ?, ?>> implements AutoCloseable {

  /** Whatever a saga waits for comes earlier, or never. */
  private static final Duration FOREVER = Duration.ofDays(3_650);

  private final Subject<W, O> subject;
  private final Course<O> course;
  private final W services;
  private final Injection injection;
  private final TestSkald skald;
  private final @Nullable Object standingBefore;
  private O orchestrator;
  private int done;
  private int crashes;
  private @Nullable SagaHandle<?> run;

  Trial(Subject<W, O> subject, Course<O> course, List<Injection.Planned> faults) {
    this.subject = subject;
    this.course = course;
    this.services = subject.newServices();
    this.injection = new Injection(faults, subject.rejections(), this::skald);
    this.skald = subject.newSkald(injection);
    this.standingBefore = subject.standing(services);
    this.orchestrator = subject.saga(skald.engine(), services);
  }

  TestSkald skald() {
    return skald;
  }

  Injection injection() {
    return injection;
  }

  /** How often the process has ended. */
  int crashes() {
    return crashes;
  }

  @Nullable Object standingBefore() {
    return standingBefore;
  }

  @Nullable Object standingNow() {
    return subject.standing(services);
  }

  /** Until the run comes to rest, nothing can happen to it any more, or something hopeless does. */
  void go() {
    boolean atRest = false;
    while (!atRest) {
      try {
        carryOut();
        atRest = true;
      } catch (Turns.ProcessKilled e) {
        crashes++;
        skald.crash();
        orchestrator = subject.saga(skald.engine(), services);
      }
    }
  }

  private void carryOut() {
    SagaHandle<?> handle = course.start().apply(orchestrator, course.key());
    run = handle;
    injection.concerns(planOf(handle));
    Instant begin = skald.view(handle.saga(), handle.key()).startedAt();
    while (done < course.actions().size()) {
      Scenario.Action<O> next = course.actions().get(done);
      driveTo(begin.plus(next.at()));
      act(next);
      done++;
    }
    drive(handle);
  }

  /** Under a fault the run may have come to its end before; whoever comes then is refused. */
  private void act(Scenario.Action<O> next) {
    try {
      next.act().accept(orchestrator, course.key());
    } catch (VerbRefusedException e) {
      if (!state().isEnd()) {
        throw e;
      }
    }
  }

  private SagaPlan<?> planOf(SagaHandle<?> handle) {
    return skald.watchedEngine().plan(handle.saga()).orElseThrow();
  }

  private void driveTo(Instant time) {
    VirtualWorld world = skald.world();
    skald.settle();
    world.drive(this::isHopeless, time.toEpochMilli(), true);
    requireAlive();
  }

  private void drive(SagaHandle<?> handle) {
    CompletableFuture<?> rest = handle.outcome().toCompletableFuture();
    long end = skald.now().plus(FOREVER).toEpochMilli();
    skald.world().drive(() -> rest.isDone() || isHopeless(), end, true);
    requireAlive();
    // What is under way besides the run's end, such as late results, ends too.
    skald.settle();
    requireAlive();
  }

  private boolean isHopeless() {
    return injection.hopeless() != null;
  }

  private void requireAlive() {
    if (skald.world().isDead()) {
      throw new Turns.ProcessKilled();
    }
  }

  /** A person has mended what was broken; answers whether the run takes it up again. */
  boolean retry() {
    try {
      orchestrator.operate(course.key(), "test").retry("what was broken is mended");
    } catch (VerbRefusedException e) {
      return false;
    }
    go();
    return true;
  }

  RunState state() {
    return view().state();
  }

  SagaPlan<?> plan() {
    return planOf(handle());
  }

  RunView view() {
    return skald.view(handle().saga(), course.key());
  }

  private SagaHandle<?> handle() {
    if (run == null) {
      throw new IllegalStateException("The run has not been started");
    }
    return run;
  }

  /** The user's calls, as they were made. */
  List<Calls.Entry> calls() {
    return skald.calls().of(handle().saga(), course.key());
  }

  /** How the run stands, for people. */
  String tree() {
    return new RunTree(view(), calls()).draw();
  }

  @Override
  public void close() {
    skald.close();
  }
}
