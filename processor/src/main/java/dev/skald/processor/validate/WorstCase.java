package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.DeadlineWording;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.RetryModel;
import dev.skald.processor.model.SignalDraft;
import dev.skald.processor.model.Span;
import dev.skald.processor.model.StepDraft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How long a saga may take while it can still turn back, if all attempts last to their timeout. */
final class WorstCase {

  /**
   * How long something may take.
   *
   * @param time how long
   * @param open whether it may also take longer, because something in it has no limit
   * @param lines the sum, step by step
   */
  record Cost(Duration time, boolean open, List<String> lines) {

    private static final Cost NOTHING = new Cost(Duration.ZERO, false, List.of());

    Cost plus(Cost other) {
      return new Cost(
          time.plus(other.time),
          open || other.open,
          Stream.concat(lines.stream(), other.lines.stream()).toList());
    }
  }

  /** The policy of a step that has none. */
  private static final RetryModel BY_DEFAULT =
      new RetryModel(
          OptionalInt.of(5),
          new Span(200, Span.Unit.MILLIS),
          new Span(30, Span.Unit.SECONDS),
          2.0,
          true);

  /** More attempts take longer than any deadline, and would only overflow. */
  private static final int MANY = 1_000_000;

  private final Wired wired;
  private final Policies policies;
  private final List<Optional<Cost>> known = new ArrayList<>();

  WorstCase(Wired wired) {
    this.wired = wired;
    this.policies = new Policies(wired);
    IntStream.range(0, wired.steps().size()).forEach(step -> known.add(Optional.empty()));
  }

  /** The longest path up to the pivot, or to the end of a saga without one. */
  Cost longest() {
    return longest(
        IntStream.range(0, wired.steps().size()).filter(wired::canTurnBack).boxed().toList());
  }

  private Cost longest(Iterable<Integer> ends) {
    Cost longest = Cost.NOTHING;
    for (int end : ends) {
      Cost cost = upTo(end);
      boolean first = longest.lines().isEmpty();
      longest = first || cost.time().compareTo(longest.time()) > 0 ? cost : longest;
    }
    return longest;
  }

  private Cost upTo(int step) {
    if (known.get(step).isEmpty()) {
      known.set(step, Optional.of(longest(wired.graph().dependencies(step)).plus(of(step))));
    }
    return known.get(step).orElseThrow();
  }

  private Cost of(int index) {
    MethodDraft step = wired.step(index);
    Optional<Duration> delay =
        step.step().flatMap(StepDraft::delay).flatMap(text -> time(text.value()));
    Optional<Duration> event = event(step);
    Optional<Duration> timeout = policies.timeout(step).map(Span::toDuration);
    RetryModel retry = policies.ofStep(index).orElse(BY_DEFAULT);
    OptionalInt limit = step.atMostOnce() ? OptionalInt.of(1) : retry.maxAttempts();
    int attempts = Math.min(limit.orElse(1), MANY);
    Duration pauses = pauses(retry, attempts);
    Duration sum =
        timeout
            .orElse(Duration.ZERO)
            .multipliedBy(attempts)
            .plus(pauses)
            .plus(delay.orElse(Duration.ZERO))
            .plus(event.orElse(Duration.ZERO));
    boolean open =
        timeout.isEmpty()
            || limit.isEmpty()
            || step.isForEach()
            || step.child().isPresent()
            || !Signals.of(step).isEmpty() && event.isEmpty();
    String line =
        DeadlineWording.cost(step.name(), delay, event, attempts, timeout, pauses, sum, open);
    return new Cost(sum, open, List.of(line));
  }

  private static Optional<Duration> event(MethodDraft step) {
    return Signals.of(step).stream()
        .flatMap(parameter -> parameter.signal().flatMap(SignalDraft::timeout).stream())
        .flatMap(timeout -> time(timeout.value()).stream())
        .findFirst();
  }

  private static Optional<Duration> time(String text) {
    return Span.parse(text).map(Span::toDuration);
  }

  /** All delays between attempts; a random part of a delay may be the whole of it. */
  private static Duration pauses(RetryModel retry, int attempts) {
    double longest = retry.maxDelay().toDuration().toMillis();
    double next = retry.delay().toDuration().toMillis();
    double sum = 0;
    for (int attempt = 1; attempt < attempts; attempt++) {
      sum += next;
      next = Math.min(longest, next * retry.multiplier());
    }
    return Duration.ofMillis(Math.round(sum));
  }
}
