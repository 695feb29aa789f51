package dev.skald.runtime.jackson;

import dev.skald.runtime.codec.CodecException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * Turns whatever came out of Jackson into a {@link CodecException}. Messages of Jackson may quote
 * the payload, so only those kinds are passed on which speak of types and limits.
 */
final class Problems {

  private Problems() {}

  static CodecException of(String what, Throwable e) {
    if (e instanceof StackOverflowError) {
      return new CodecException(what + ": it nests too deep, or contains itself");
    }
    RefusedTypeException refused = refused(e);
    if (refused != null) {
      return new CodecException(what + at(e) + ": " + refused.getMessage());
    }
    if (!(e instanceof JacksonException problem)) {
      return new CodecException(what + ": " + e, e); // from the user's types
    }
    String message = what + at(e) + ": " + reason(problem);
    Throwable cause = problem.getCause();
    return cause == null || cause instanceof JacksonException
        ? new CodecException(message)
        : new CodecException(message + " (" + cause.getClass().getName() + ")", cause);
  }

  private static @Nullable RefusedTypeException refused(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedTypeException refused) {
        return refused;
      }
    }
    return null;
  }

  private static String at(Throwable e) {
    return e instanceof JacksonException problem && !problem.getPath().isEmpty()
        ? ", at " + problem.getPathReference()
        : "";
  }

  private static String reason(JacksonException problem) {
    if (problem instanceof InvalidDefinitionException
        || problem instanceof StreamConstraintsException) {
      return problem.getOriginalMessage();
    }
    if (problem instanceof InvalidTypeIdException tag) {
      return "no tag of a " + tag.getBaseType().toCanonical() + " stands there";
    }
    if (problem instanceof MismatchedInputException mismatch) {
      Class<?> expected = mismatch.getTargetType();
      return expected == null
          ? "nothing is expected there"
          : "a " + expected.getTypeName() + " is expected there";
    }
    if (problem instanceof StreamReadException) {
      int column = problem.getLocation() == null ? -1 : problem.getLocation().getColumnNr();
      return "this is not JSON" + (column < 0 ? "" : " from column " + column + " on");
    }
    return problem.getClass().getSimpleName();
  }
}
