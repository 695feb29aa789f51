package dev.skald.runtime.engine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.UnknownRunException;
import dev.skald.runtime.machine.Call;
import dev.skald.runtime.machine.Facts;
import dev.skald.runtime.machine.Input.Result;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that others started as a step: tells the parent how its child ended, and turns a child
 * back when the parent undoes the step. Who waits is kept in memory only; a parent that is taken up
 * anew asks anew.
 */
final class Children {

  private static final Logger LOG = LoggerFactory.getLogger(Children.class);
  private static final long HELD_BACK_MILLIS = 1_000;

  private final Runs runs;
  private final Map<RunKey, Map<Place, Parent>> waiting = new ConcurrentHashMap<>();

  Children(Runs runs) {
    this.runs = runs;
  }

  /** Tells the parent when its child has ended, at once if it has. */
  void await(Run parent, Call call) {
    RunKey child = childOf(parent, call);
    inBackground(parent, call, () -> watch(child, new Parent(parent, call)));
  }

  /** Turns the child back, also when it has completed, and tells the parent when it is undone. */
  void turnBack(Run parent, Call call) {
    RunKey child = childOf(parent, call);
    inBackground(
        parent,
        call,
        () -> {
          String because = "The run " + parent.key() + " that started it turned back";
          runs.wishes()
              .bring(child, new Wish.TurnBack(because))
              .whenComplete(
                  (reply, failure) ->
                      inBackground(parent, call, () -> asked(child, parent, call, reply, failure)));
        });
  }

  private void asked(
      RunKey child, Run parent, Call call, @Nullable Reply reply, @Nullable Throwable failure) {
    if (failure instanceof UnknownRunException gone) {
      throw gone;
    }
    if (reply == null) {
      throw new IllegalStateException(child + " could not be turned back", failure);
    }
    if (reply.orThrow().kind() == Reply.Kind.DONE) {
      watch(child, new Parent(parent, call));
    } else {
      parent.report(call, unclear(parent, call, child + ": " + reply.text()));
    }
  }

  private static RunKey childOf(Run parent, Call call) {
    RunKey child = parent.values().child(call.step(), call.item());
    if (child == null) {
      throw new IllegalStateException("The child of " + parent.key() + " is not known");
    }
    return child;
  }

  private void inBackground(Run parent, Call call, Runnable task) {
    try {
      runs.environment().execute(() -> orLater(parent, call, task));
    } catch (RejectedExecutionException e) {
      parent.report(call, new Result.NotAttempted(HELD_BACK_MILLIS));
    }
  }

  private static void orLater(Run parent, Call call, Runnable task) {
    try {
      task.run();
    } catch (UnknownRunException e) {
      // It was there, or the parent would not know it: it ended, and was not kept long enough.
      String why =
          "; it was removed after the time that ended runs are kept, and its effects stand";
      parent.report(call, unclear(parent, call, e.getMessage() + why));
    } catch (RuntimeException e) {
      LOG.warn("{} cannot reach its child just now", parent.key(), e);
      parent.report(call, new Result.NotAttempted(HELD_BACK_MILLIS));
    }
  }

  /** Enters the parent before it looks, so that an end in between is not missed. */
  private void watch(RunKey child, Parent parent) {
    waiting.compute(
        child,
        (key, parents) -> {
          Map<Place, Parent> all = parents == null ? new HashMap<>() : new HashMap<>(parents);
          all.put(parent.place(), parent);
          return all;
        });
    Rest end = runs.end(child);
    if (end != null) {
      tell(child, end);
    }
  }

  /** The runs whose end some parent here waits for, at about this moment. */
  Set<RunKey> awaited() {
    // A parent that moved to another node asks from there.
    waiting.values().removeIf(Children::areGone);
    return waiting.keySet();
  }

  private static boolean areGone(Map<Place, Parent> parents) {
    return parents.values().stream().allMatch(parent -> parent.run.isGone());
  }

  /** A run has ended. */
  void ended(RunKey child, Rest end) {
    Map<Place, Parent> parents = waiting.get(child);
    if (parents != null) {
      Parent any = parents.values().iterator().next();
      inBackground(any.run, any.call, () -> tell(child, end));
    }
  }

  private void tell(RunKey child, Rest end) {
    Map<Place, Parent> parents = waiting.remove(child);
    if (parents == null) {
      return;
    }
    for (Parent parent : parents.values()) {
      parent.run.report(parent.call, result(parent, child, end));
    }
  }

  private static Result result(Parent parent, RunKey child, Rest end) {
    boolean undo = parent.call.kind() == Call.Kind.UNDO;
    return switch (end.state()) {
      case COMPLETED -> undo ? new Result.NotAttempted(HELD_BACK_MILLIS) : success(parent, end);
      case COMPENSATED -> undo ? done() : rejection(parent, child, end);
      default ->
          unclear(parent.run, parent.call, child + " was given up, so its effects may stand");
    };
  }

  private static Result success(Parent parent, Rest end) {
    try {
      Object value = end.result();
      SagaType<?> type = parent.run.type();
      Payload payload = type.encodeResult(parent.call.step(), value);
      return new Result.Success(payload, type.factsOfResult(parent.call.step(), value));
    } catch (RuntimeException | Error e) {
      // Making it is the user's code, and other parents may wait behind this one.
      LOG.warn("{} cannot take the result of its child", parent.run.key(), e);
      return new Result.NotAttempted(HELD_BACK_MILLIS);
    }
  }

  private static Result done() {
    return new Result.Success(Payload.NOTHING, Facts.NONE);
  }

  private static Result rejection(Parent parent, RunKey child, Rest end) {
    String message = Results.cut("Its child " + child + " was compensated: " + end.failure());
    return new Result.Rejection(
        new Failure(Failure.Kind.REJECTED, name(parent.run, parent.call), null, message));
  }

  private static Result unclear(Run parent, Call call, String message) {
    Failure failure =
        new Failure(Failure.Kind.ERROR, name(parent, call), null, Results.cut(message));
    return new Result.Unclear(failure, Result.Unclear.BY_POLICY);
  }

  private static String name(Run parent, Call call) {
    return parent.type().plan().step(call.step()).name(call.item());
  }

  /** Who waits, for which of its steps: a later copy of a run takes the place of an earlier one. */
  private record Place(RunKey parent, int step, int item) {}

  private record Parent(Run run, Call call) {
    Place place() {
      return new Place(run.key(), call.step(), call.item());
    }
  }
}
