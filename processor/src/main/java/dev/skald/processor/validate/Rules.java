package dev.skald.processor.validate;

import java.util.List;

/** The rules in the order in which they rest on each other. */
final class Rules {

  /** What a saga and its methods must be before anything else about them means much. */
  static final List<Rule> FORM =
      List.of(
          new SagaClassRule(),
          new TwoRolesRule(),
          new MethodFormRule(),
          new NoStepsRule(),
          new DuplicateNameRule(),
          new InaccessibleTypeRule(),
          new PayloadRule());

  /** What is wrong all by itself. */
  static final List<Rule> VALUES =
      List.of(
          new SagaNameRule(),
          new SagaVersionRule(),
          new StrayAnnotationRule(),
          new SignalFormRule(),
          new TransactionalRule(),
          new StepNameRule(),
          new DurationRule(),
          new RetryRule(),
          new ReasonRule(),
          new UndoResultRule(),
          new ReturnsFormRule(),
          new BroadRejectionRule());

  /** How methods depend on each other: each stage is checked only if those before it hold. */
  static final List<List<WiredRule>> STAGES =
      List.of(
          List.of(new UnknownStepRule(), new TwoUndosRule()),
          List.of(
              new FromTypeRule(),
              new SeveralProducersRule(),
              new VariantTypeRule(),
              new SelfRule(),
              new OutcomeRule(),
              new EachFormRule(),
              new EachListRule(),
              new EachChoiceRule(),
              new EachResultRule(),
              new SignalTypeRule(),
              new SignalNameRule(),
              new ChildTypeRule()),
          List.of(new CycleRule()),
          List.of(new TwoInputsRule(), new NoInputRule(), new NoProducerRule()),
          List.of(
              new UnreachableRule(), new AlternativesRule(), new OptionalRule(), new EndsRule()),
          List.of(
              new VariantRule(),
              new UnorderedRule(),
              new TwoPivotsRule(),
              new ParallelPivotRule(),
              new ReadOnlyRule(),
              new IrreversibleUndoRule(),
              new PivotUndoRule(),
              new AtMostOnceRule(),
              new ChildFormRule(),
              new ExclusiveKeyRule(),
              new ExclusiveTwiceRule()),
          List.of(new PivotSidesRule()),
          List.of(
              new MissingUndoRule(),
              new UndoDataRule(),
              new PipelinedRule(),
              new ReturnsDataRule(),
              new UndoAfterPivotRule(),
              new RejectionAfterPivotRule(),
              new SignalLateRule(),
              new ChildPivotRule()));

  /** What can be told only of a saga that has no other flaw. */
  static final List<WiredRule> WHOLE = List.of(new DeadlineRule());

  /** What is allowed and still worth a second look. */
  static final List<WiredRule> WARNINGS =
      List.of(
          new DoubtfulRejectionRule(),
          new UnusedResultRule(),
          new UndoFarRule(),
          new SourceOrderRule(),
          new NoTimeoutRule());

  private Rules() {}
}
