package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.model.ChildDraft;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.SagaModel;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is known of the sagas that a saga starts, in this build or from class files. */
final class Kin {

  private Kin() {}

  /**
   * The saga that a step starts, if it is known and right; if it is not, that is reported there.
   */
  static Optional<SagaModel> model(Wired saga, int step) {
    return saga.step(step).child().map(ChildDraft::saga).flatMap(name -> model(saga, name));
  }

  static Optional<SagaModel> model(Wired saga, String name) {
    return Optional.ofNullable(saga.draft().kin().get(name)).flatMap(Kin::model);
  }

  private static Optional<SagaModel> model(Draft child) {
    return new Validator().validate(child, new Report()) instanceof SagaModel model
        ? Optional.of(model)
        : Optional.empty();
  }

  /** The steps that start another saga. */
  static List<Integer> starters(Wired saga) {
    return IntStream.range(0, saga.steps().size())
        .filter(step -> saga.step(step).child().isPresent())
        .boxed()
        .toList();
  }
}
