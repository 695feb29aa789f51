package dev.skald.runtime.engine;

import dev.skald.RetryLaterException;
import dev.skald.runtime.Failure;
import dev.skald.runtime.PayloadException;
import dev.skald.runtime.machine.Input.Result;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Says what an exception means: a declared type anywhere in the chain of causes is a rejection,
 * everything else leaves the outcome unclear.
 */
final class Results {

  private static final int MAX_MESSAGE = 2_000;

  /** Chains of causes may be cyclic; nobody reads deeper than this. */
  private static final int MAX_CAUSES = 50;

  private Results() {}

  static Result ofStep(String step, List<Class<? extends Throwable>> rejects, Throwable thrown) {
    Throwable rejection = find(thrown, rejects);
    return rejection != null
        ? new Result.Rejection(failure(Failure.Kind.REJECTED, step, rejection))
        : ofUndo(step, thrown);
  }

  static Result ofUndo(String step, Throwable thrown) {
    Throwable later = find(thrown, List.of(RetryLaterException.class));
    long delay =
        later instanceof RetryLaterException asked
            ? Times.millis(asked.delay())
            : Result.Unclear.BY_POLICY;
    Throwable shown = thrown.getCause() != null && isWrapper(thrown) ? thrown.getCause() : thrown;
    Failure.Kind kind =
        thrown instanceof PayloadException ? Failure.Kind.UNENCODABLE : Failure.Kind.ERROR;
    return new Result.Unclear(failure(kind, step, shown), delay);
  }

  /** For an exception that cannot be asked anything. */
  static Result unreadable(String step, Throwable thrown) {
    String message = "The exception's own methods throw";
    return new Result.Unclear(
        new Failure(Failure.Kind.ERROR, step, thrown.getClass().getName(), message),
        Result.Unclear.BY_POLICY);
  }

  static Result timeout(String step, long millis) {
    return new Result.Unclear(
        new Failure(Failure.Kind.TIMEOUT, step, null, "No result after " + millis + " ms"),
        Result.Unclear.BY_POLICY);
  }

  /** Stages wrap what they failed with; people want to read what it was. */
  private static boolean isWrapper(Throwable thrown) {
    return thrown instanceof CompletionException || thrown instanceof ExecutionException;
  }

  private static @Nullable Throwable find(
      Throwable thrown, List<? extends Class<? extends Throwable>> types) {
    Throwable link = thrown;
    for (int depth = 0; link != null && depth < MAX_CAUSES; depth++) {
      for (Class<? extends Throwable> type : types) {
        if (type.isInstance(link)) {
          return link;
        }
      }
      link = link.getCause();
    }
    return null;
  }

  private static Failure failure(Failure.Kind kind, String step, Throwable thrown) {
    String message = thrown.getMessage();
    return new Failure(
        kind, step, thrown.getClass().getName(), message == null ? "no message" : cut(message));
  }

  static String cut(String message) {
    if (message.length() <= MAX_MESSAGE) {
      return message;
    }
    boolean inPair = Character.isHighSurrogate(message.charAt(MAX_MESSAGE - 2));
    return message.substring(0, inPair ? MAX_MESSAGE - 2 : MAX_MESSAGE - 1) + "…";
  }
}
