package dev.skald.runtime.engine;

import dev.skald.runtime.Failure;
import dev.skald.runtime.VerbRefusedException;
import dev.skald.runtime.machine.Decision;
import dev.skald.runtime.machine.Event;
import dev.skald.runtime.machine.Facts;
import dev.skald.runtime.machine.Input;
import dev.skald.runtime.plan.Gate;
import dev.skald.runtime.plan.StepPlan;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wanted of a run, before the run is looked up: it may be in memory here, or on
 * another node. Steps are named, for in another version of the saga they may stand elsewhere.
 */
sealed interface Wish {

  /**
   * What the machine is asked.
   *
   * @throws VerbRefusedException if the run's plan has no such step
   * @throws dev.skald.runtime.PayloadException if a value does not fit the plan
   */
  Input input(Run run, long now);

  /** What is told to whoever wished. */
  Reply reply(Run run, Decision decision);

  /** A person decides. */
  record Operate(
      Input.Verb verb,
      @Nullable String step,
      int item,
      byte @Nullable [] value,
      String operator,
      String reason)
      implements Wish {

    @Override
    public Input input(Run run, long now) {
      int index = step == null ? Event.NO_STEP : index(run, step);
      // Read back from its bytes, so that what does not fit the type is found now.
      boolean supplies = verb == Input.Verb.SUPPLY;
      Payload read = supplies ? new Payload(run.type().decodeResult(index, value), value) : null;
      Facts facts = read == null ? Facts.NONE : run.type().factsOfResult(index, read.value());
      return new Input.Operate(now, verb, index, item, read, facts, operator, reason);
    }

    private static int index(Run run, String step) {
      Integer index = run.type().indexOf(step);
      if (index == null) {
        throw new VerbRefusedException(
            "The plan of " + run.key() + ", " + run.type().plan() + ", has no step " + step);
      }
      return index;
    }

    @Override
    public Reply reply(Run run, Decision decision) {
      // If nothing in it had failed but the reading, that has just been tried again.
      boolean readAgain = run.wasQuarantined() && verb == Input.Verb.RETRY;
      if (decision.refusal() == null || readAgain) {
        return Reply.of(Reply.Kind.DONE);
      }
      String said = verb.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return Reply.refused("Cannot " + said + " " + run.key() + ": " + decision.refusal());
    }
  }

  /** An external event is brought. */
  record Bring(String signal, String id, byte @Nullable [] event) implements Wish {

    @Override
    public Input input(Run run, long now) {
      int step = step(run);
      Payload read = run.type().decode(Event.Kind.SIGNALLED, step, event);
      return new Input.Signal(now, step, id, read);
    }

    private int step(Run run) {
      for (StepPlan<?> step : run.type().plan().steps()) {
        if (step.gate() instanceof Gate.ForSignal gate && gate.ref().name().equals(signal)) {
          return step.index();
        }
      }
      throw new VerbRefusedException(
          "The plan of " + run.key() + ", " + run.type().plan() + ", takes no " + signal);
    }

    @Override
    public Reply reply(Run run, Decision decision) {
      for (Event event : decision.events()) {
        if (event.kind() == Event.Kind.SIGNALLED) {
          return Reply.of(Reply.Kind.DONE);
        }
        if (event.kind() == Event.Kind.LATE_SIGNAL) {
          return Reply.of(Reply.Kind.LATE);
        }
      }
      boolean known = decision.state().step(step(run)).signals().ids().contains(id);
      return Reply.of(known ? Reply.Kind.DUPLICATE : Reply.Kind.LATE);
    }
  }

  /** The run's parent turns back. */
  record TurnBack(String because) implements Wish {

    @Override
    public Input input(Run run, long now) {
      return new Input.TurnBack(now, new Failure(Failure.Kind.PARENT, null, null, because));
    }

    @Override
    public Reply reply(Run run, Decision decision) {
      String refusal = decision.refusal();
      return refusal == null ? Reply.of(Reply.Kind.DONE) : Reply.refused(refusal);
    }
  }
}
