package dev.skald.processor.lock;

/** A lock file that cannot be relied on. */
public final class LockFileException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is wrong with the file, and so what can be done. */
  public enum Problem {
    /** Somebody merged it, and left the marks of the conflict in it. */
    CONFLICT,
    /** It does not end as every lock file does. */
    TRUNCATED,
    /** It was changed by hand, or merged. */
    EDITED,
    /** It is larger than any lock file. */
    TOO_LARGE,
    /** A newer version of Skald wrote it. */
    NEWER,
    /** It belongs to another saga, or another version. */
    ANOTHER,
    /** A line of it says nothing, although the checksum is right. */
    MALFORMED
  }

  private final Problem problem;
  private final int line;

  LockFileException(Problem problem, int line, String message) {
    super(message);
    this.problem = problem;
    this.line = line;
  }

  /**
   * A file that is larger than any lock file.
   *
   * @return the exception
   */
  public static LockFileException tooLarge() {
    return new LockFileException(Problem.TOO_LARGE, 0, "it is larger than any lock file");
  }

  /**
   * A file that is no text in UTF-8.
   *
   * @return the exception
   */
  public static LockFileException notText() {
    return new LockFileException(Problem.EDITED, 0, "it is no text in UTF-8");
  }

  /**
   * What is wrong.
   *
   * @return the kind of damage
   */
  public Problem problem() {
    return problem;
  }

  /**
   * Where it is wrong.
   *
   * @return the line from 1, or 0 for the file as a whole
   */
  public int line() {
    return line;
  }
}
