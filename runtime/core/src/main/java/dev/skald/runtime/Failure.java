package dev.skald.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Why a step, an undo or a run failed, as journaled: text, no stack trace and no payload.
 *
 * @param kind what kind of failure
 * @param step the step concerned, or {@code name[place]} for an item of its list; {@code null} for
 *     one that concerns the whole run
 * @param type the class name of the exception, or {@code null} where none was thrown
 * @param message what the exception said, or what happened; at most 2,000 characters
 */
public record Failure(Kind kind, @Nullable String step, @Nullable String type, String message) {

  /** Kinds of failure. */
  public enum Kind {
    /** The service declined: definite, no effect. */
    REJECTED,
    /** An attempt took longer than its timeout. */
    TIMEOUT,
    /** Any other exception: the outcome is unknown. */
    ERROR,
    /** The result could not be encoded: the effect happened, the value is lost. */
    UNENCODABLE,
    /** The process ended during the call. */
    CRASH,
    /** Somebody cancelled the run. */
    CANCELLED,
    /** The run's deadline passed. */
    DEADLINE,
    /** The run that started this one as its child turned back. */
    PARENT,
    /** An operator said so. */
    OPERATOR,
    /** The journal cannot be read. */
    UNREADABLE
  }

  @Override
  public String toString() {
    String where = step == null ? "" : step + ": ";
    return where + (type == null ? "" : simple(type) + ": ") + message;
  }

  /** Without its package and the classes it is nested in; one without a name keeps its number. */
  private static String simple(String type) {
    int end = type.length();
    while (end > 0 && Character.isDigit(type.charAt(end - 1))) {
      end--;
    }
    String named =
        type.substring(0, end > 0 && type.charAt(end - 1) == '$' ? end - 1 : type.length());
    int outer = Math.max(named.lastIndexOf('.'), named.lastIndexOf('$'));
    return type.substring(outer + 1);
  }
}
