package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.RetryDraft;
import dev.skald.processor.model.Span;
import java.util.Optional;
import java.util.stream.Stream;

/** A retry policy tries at least once, and never comes back faster and faster. */
final class RetryRule implements Rule {
  private static final int UNLIMITED = -1;

  @Override
  public void check(Draft saga, Report report) {
    Stream.concat(
            saga.retry().stream(),
            saga.methods().stream().flatMap(method -> method.retry().stream()))
        .forEach(retry -> check(retry, report));
  }

  private static void check(RetryDraft retry, Report report) {
    int attempts = retry.maxAttempts().value();
    if (attempts < UNLIMITED) {
      report.add(retry.maxAttempts().where(), Wording.retryAttempts(attempts));
    }
    double multiplier = retry.multiplier().value();
    if (!(multiplier >= 1.0) || Double.isInfinite(multiplier)) {
      report.add(retry.multiplier().where(), Wording.retryMultiplier(multiplier));
    }
    Optional<Span> delay = Span.parse(retry.delay().value());
    Optional<Span> maxDelay = Span.parse(retry.maxDelay().value());
    if (delay.isPresent() && maxDelay.isPresent() && maxDelay.get().compareTo(delay.get()) < 0) {
      report.add(
          retry.maxDelay().where(),
          Wording.retryDelay(retry.delay().value(), retry.maxDelay().value()));
    }
  }
}
