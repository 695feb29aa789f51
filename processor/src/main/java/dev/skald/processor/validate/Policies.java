package dev.skald.processor.validate;

import dev.skald.processor.model.Draft;
import dev.skald.processor.model.Located;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.RetryDraft;
import dev.skald.processor.model.RetryModel;
import dev.skald.processor.model.Span;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which policy a step or an undo has: its own, the class's, or by silence the runtime's default.
 */
final class Policies {

  /** What {@code @Retry} promises for a step up to the pivot. */
  private static final int ATTEMPTS_OF_STEP = 5;

  private static final int BY_DEFAULT = 0;
  private static final int UNLIMITED = -1;

  private final Wired wired;
  private final Draft draft;

  Policies(Wired wired) {
    this.wired = wired;
    this.draft = wired.draft();
  }

  Optional<RetryModel> ofStep(int index) {
    // What is called once has no attempts to pace, whatever the class says.
    return wired.step(index).atMostOnce()
        ? Optional.empty()
        : policy(wired.step(index), wired.canTurnBack(index));
  }

  Optional<RetryModel> ofUndo(MethodDraft undo) {
    return policy(undo, false);
  }

  Optional<Span> timeout(MethodDraft method) {
    return method.timeout().or(draft::timeout).map(Located::value).flatMap(Span::parse);
  }

  private Optional<RetryModel> policy(MethodDraft method, boolean canTurnBack) {
    if (method.retry().isPresent()) {
      RetryDraft own = method.retry().get();
      return Optional.of(model(own, attempts(own.maxAttempts().value(), canTurnBack)));
    }
    // The class sets the pace of all, but limits only those whose failure turns the run back.
    return draft
        .retry()
        .map(
            pace -> {
              int written = canTurnBack ? pace.maxAttempts().value() : UNLIMITED;
              return model(pace, attempts(written, canTurnBack));
            });
  }

  private static OptionalInt attempts(int written, boolean canTurnBack) {
    if (written == BY_DEFAULT) {
      return canTurnBack ? OptionalInt.of(ATTEMPTS_OF_STEP) : OptionalInt.empty();
    }
    return written == UNLIMITED ? OptionalInt.empty() : OptionalInt.of(written);
  }

  private static RetryModel model(RetryDraft retry, OptionalInt attempts) {
    return new RetryModel(
        attempts,
        Span.parse(retry.delay().value()).orElseThrow(),
        Span.parse(retry.maxDelay().value()).orElseThrow(),
        retry.multiplier().value(),
        retry.jitter());
  }
}
