package dev.skald.proof;

import dev.skald.StepContext;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.SignalRef;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import dev.skald.runtime.support.UndoSpec;
import java.io.PrintStream;
import java.util.List;

/**
 * An order with what the other sagas here lack: a step that is called at most once, a list, a
 * signal, a lock that is held to the end, and a child. Each call is told in a line before it does
 * anything; the process that reads the lines is the witness.
 */
final class Parcel {

  static final List<String> ITEMS = List.of("cup", "plate", "bowl", "jug");
  static final int RAMPS = 3;

  static final InputRef<Job> INPUT = InputRef.of(Job.class);
  static final StepRef<Receipt> ANNOUNCE = StepRef.of(0, "announce", Receipt.class);
  static final StepRef<Receipt> RESERVE = StepRef.of(1, "reserve", Receipt.class);
  static final StepRef<Receipt> APPROVE = StepRef.of(2, "approve", Receipt.class);
  static final StepRef<Receipt> DELIVER = StepRef.of(3, "deliver", Receipt.class);
  static final StepRef<Receipt> CLOSE = StepRef.of(4, "close", Receipt.class);
  static final StepRef<Receipt> DRIVE = StepRef.of(0, "drive", Receipt.class);
  static final SignalRef<Job> APPROVED = SignalRef.of(APPROVE, "approved", Job.class);

  private final PrintStream witness;

  Parcel(PrintStream witness) {
    this.witness = witness;
  }

  /** The ramp at which an order is loaded: one at a time. */
  static int ramp(String order) {
    return Integer.parseInt(order) % RAMPS;
  }

  /** Whether the order is declined in the end, so that all of it is undone. */
  static boolean isDeclined(String order) {
    return Integer.parseInt(order) % 6 == 0;
  }

  private Receipt say(String what, Job job, StepContext step) {
    String key = step.idempotencyKey().replace(":undo", "");
    String name = step.step() + (step.item().isPresent() ? "#" + step.item().getAsInt() : "");
    witness.println(String.join(" ", what, job.name(), name, key, "" + step.epoch()));
    return new Receipt(key, 1);
  }

  private UndoSpec<Parcel> undo(String name) {
    return UndoSpec.<Parcel>of(
            name, (saga, call) -> saga.say("undo", call.input(INPUT), call.context()))
        .takesOutcome();
  }

  private static StepSpec<Parcel> step(StepRef<Receipt> ref) {
    return StepSpec.of(ref, (saga, call) -> saga.say("do", call.input(INPUT), call.context()));
  }

  SagaPlan<Parcel> courier() {
    return SagaSpec.<Parcel>of("courier", 1, INPUT).step(step(DRIVE).undo(undo("turn"))).plan();
  }

  SagaPlan<Parcel> parcel(SagaClient<Job, Receipt> courier) {
    return SagaSpec.<Parcel>of("parcel", 1, INPUT)
        .step(step(ANNOUNCE).atMostOnce().undo(undo("revoke")))
        .step(
            step(RESERVE)
                .after(ANNOUNCE)
                .each(ItemsRef.of(INPUT, job -> ITEMS), 2)
                .undo(undo("release")))
        .step(
            StepSpec.<Parcel>of(
                    APPROVE, (saga, call) -> new Receipt(call.signal(APPROVED).name(), 1))
                .after(RESERVE)
                .signal(APPROVED)
                .readOnly())
        .step(
            StepSpec.<Parcel>of(
                    DELIVER,
                    (saga, call) -> {
                      saga.say("do", call.input(INPUT), call.context());
                      return courier.start(call.context().idempotencyKey(), call.input(INPUT));
                    })
                .after(APPROVE)
                .exclusive("ramp", call -> ramp(call.input(INPUT).name()))
                .child())
        .step(
            StepSpec.<Parcel>of(
                    CLOSE,
                    (saga, call) -> {
                      Receipt closed = saga.say("do", call.input(INPUT), call.context());
                      if (isDeclined(call.input(INPUT).name())) {
                        throw new Declined("close");
                      }
                      return closed;
                    })
                .after(DELIVER)
                .rejects(Declined.class))
        .pivot(CLOSE)
        .plan();
  }
}
