package dev.skald.processor.model;

/**
 * An exception in a {@code throws} clause.
 *
 * @param type the exception
 * @param meaning what declaring it means
 */
public record ThrownDraft(JavaType type, Meaning meaning) {

  /** What it means that a step declares an exception. */
  public enum Meaning {
    /** A definite rejection. */
    REJECTION,
    /** A rejection to the letter, but such exceptions mostly mean that nobody knows. */
    DOUBTFUL,
    /** {@code Exception} or {@code Throwable}, which would turn everything into a rejection. */
    BROAD,
    /** Nothing: unchecked exceptions, and {@code InterruptedException}, are no rejections. */
    NONE
  }

  /**
   * Whether the saga turns back on it.
   *
   * @return whether it is a rejection, doubtful or not
   */
  public boolean rejects() {
    return meaning == Meaning.REJECTION || meaning == Meaning.DOUBTFUL;
  }
}
