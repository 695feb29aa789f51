package dev.skald.runtime.engine;

import dev.skald.StepContext;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.plan.Call;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.Orchestrator;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.SagaView;
import dev.skald.runtime.support.StepSpec;
import dev.skald.runtime.support.UndoSpec;

/**
 * A saga as the processor would generate it: hotel and flight side by side, then the payment, which
 * is the pivot, then the tickets.
 */
final class Trip extends Orchestrator<String, String, Trip.View> {

  static final InputRef<String> INPUT = InputRef.of(String.class);
  static final StepRef<String> HOTEL = StepRef.of(0, "hotel", String.class);
  static final StepRef<String> FLIGHT = StepRef.of(1, "flight", String.class);
  static final StepRef<String> PAYMENT = StepRef.of(2, "payment", String.class);
  static final StepRef<Void> TICKETS = StepRef.of(3, "tickets", void.class);

  Trip(SagaEngine engine, Services services) {
    super(engine, plan(1), services);
  }

  static SagaPlan<Services> plan(int version) {
    return SagaSpec.<Services>of("trip", version, INPUT)
        .step(
            StepSpec.<Services>of(HOTEL, (s, call) -> s.call("hotel", call.input(INPUT), call))
                .rejects(Full.class)
                .undo(
                    UndoSpec.<Services>of(
                            "cancelHotel",
                            (s, call) -> s.call("cancelHotel", call.result(HOTEL), call))
                        .needsResult()))
        .step(
            StepSpec.<Services>of(FLIGHT, (s, call) -> s.call("flight", call.input(INPUT), call))
                .rejects(Full.class)
                .undo(
                    UndoSpec.<Services>of(
                            "cancelFlight",
                            (s, call) -> s.call("cancelFlight", "" + call.outcome(FLIGHT), call))
                        .takesOutcome()))
        .step(
            StepSpec.<Services>of(
                    PAYMENT,
                    (s, call) ->
                        s.call("payment", call.result(HOTEL) + "+" + call.result(FLIGHT), call))
                .after(HOTEL, FLIGHT)
                .rejects(Full.class))
        .step(
            StepSpec.<Services>of(
                    TICKETS,
                    (s, call) -> {
                      s.call("tickets", call.result(PAYMENT), call);
                      return null;
                    })
                .after(PAYMENT)
                .afterPivot())
        .pivot(PAYMENT)
        .returns((s, call) -> "trip for " + call.result(PAYMENT))
        .plan();
  }

  @Override
  protected View view(RunView run) {
    return new View(run);
  }

  /** The view of a trip. */
  static final class View extends SagaView {
    View(RunView run) {
      super(run);
    }
  }

  /** What the services do. */
  interface Services {
    String call(String method, String argument, StepContext context) throws Exception;

    default String call(String method, String argument, Call call) throws Exception {
      return call(method, argument, call.context());
    }
  }

  /** A service declines. */
  static final class Full extends Exception {
    private static final long serialVersionUID = 1L;

    Full(String message) {
      super(message);
    }
  }
}
