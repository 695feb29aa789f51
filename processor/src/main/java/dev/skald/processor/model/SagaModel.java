package dev.skald.processor.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A valid saga. Whoever holds one may rely on it: every step it names exists, steps form no cycle,
 * and everything has a type that can be named and journaled.
 *
 * @param signature what callers see; has the same steps in the same order
 * @param name the durable name
 * @param version the version
 * @param deadline the deadline
 * @param steps the steps, in the order of the source
 * @param pivots the points of no return, written or found
 * @param returns what makes the result
 * @param withoutResult whether there is no result although there is a single last step: it does not
 *     always run
 */
public record SagaModel(
    Signature signature,
    String name,
    int version,
    Optional<Span> deadline,
    List<StepModel> steps,
    List<Integer> pivots,
    Optional<CallModel> returns,
    boolean withoutResult)
    implements Product {

  /** Refuses steps that do not exist. */
  public SagaModel {
    steps = List.copyOf(steps);
    pivots = List.copyOf(pivots);
    int count = steps.size();
    boolean known =
        count > 0
            && count == signature.steps().size()
            && Stream.concat(
                    pivots.stream(), steps.stream().flatMap(step -> step.dependencies().stream()))
                .allMatch(index -> index >= 0 && index < count);
    if (!known) {
      throw new IllegalArgumentException("The model of " + name + " names steps it does not have");
    }
  }
}
