package dev.skald.receiver;

import java.io.Serial;

/**
 * The receiver does not take a call; {@link #reason()} says why, and what the service does best.
 * The call has had no effect; roll its transaction back. Immutable and safe for use by any thread.
 */
public final class ReceiverException extends RuntimeException {

  /** Why a call is not taken. */
  public enum Reason {
    /**
     * The call has been undone, perhaps before it came. It must never take effect: answer with a
     * definite refusal (HTTP 410, or 409). Its saga has turned back, and does not wait for it.
     */
    UNDONE,
    /**
     * A call with a higher epoch has come for the same run: the caller has been passed over, and
     * does not know it yet. Answer with a refusal (HTTP 409).
     */
    PASSED_OVER,
    /** The key or the epoch cannot be one. The caller is at fault: answer with HTTP 400. */
    INVALID_CALL,
    /** The service's own answer is too long, is {@code null}, or is no text. A defect: HTTP 500. */
    INVALID_ANSWER,
    /**
     * The library is used in a way in which it could not keep its promise: without a transaction,
     * or with one that ended while the effect ran. A defect: HTTP 500.
     */
    MISUSE
  }

  @Serial private static final long serialVersionUID = 1L;

  private final Reason reason;

  private ReceiverException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  static ReceiverException undone(String key) {
    return new ReceiverException(
        Reason.UNDONE, "The call " + key + " has been undone, so it must not take effect any more");
  }

  static ReceiverException passedOver(String run, long epoch, long latest) {
    return new ReceiverException(
        Reason.PASSED_OVER,
        "Epoch " + epoch + " of run " + run + " was passed over by epoch " + latest);
  }

  static ReceiverException invalidKey(String what) {
    return new ReceiverException(
        Reason.INVALID_CALL,
        "The idempotency key "
            + what
            + ": it must have 1 to 255 characters of printable ASCII, and no space at its ends");
  }

  static ReceiverException noUndoKey(String key) {
    return new ReceiverException(
        Reason.INVALID_CALL,
        "The key " + key + " does not end with :undo, so it is not an undo's own key");
  }

  static ReceiverException invalidEpoch(long epoch) {
    return new ReceiverException(
        Reason.INVALID_CALL, "The epoch is " + epoch + ": epochs start at 1");
  }

  static ReceiverException answerTooLong(int bytes) {
    return new ReceiverException(
        Reason.INVALID_ANSWER,
        "The answer has "
            + bytes
            + " bytes, more than "
            + Answer.MAX_BYTES
            + ": keep it elsewhere, and answer with where it is");
  }

  static ReceiverException answerIsNoText(Throwable cause) {
    ReceiverException e =
        new ReceiverException(
            Reason.INVALID_ANSWER,
            "The answer has half a surrogate pair, so it cannot be kept as text: answer in bytes");
    e.initCause(cause);
    return e;
  }

  static ReceiverException noAnswer(String key) {
    return new ReceiverException(
        Reason.INVALID_ANSWER,
        "The effect of "
            + key
            + " returned null: use Answer.empty() where there is nothing to say");
  }

  static ReceiverException noTransaction() {
    return new ReceiverException(
        Reason.MISUSE,
        "The connection commits each statement by itself, so an effect and its record could be"
            + " parted: call setAutoCommit(false), or begin a transaction, before");
  }

  static ReceiverException inTransaction() {
    return new ReceiverException(
        Reason.MISUSE,
        "The connection is in a transaction, which a failure would spoil: make the tables with a"
            + " connection that commits by itself");
  }

  static ReceiverException started(String key) {
    return new ReceiverException(
        Reason.MISUSE,
        "The call "
            + key
            + " is recorded as under way. Either its own effect asks for it, or its transaction was"
            + " committed before it was done, and nobody knows how far it came: find out, then set"
            + " the state in skald_receiver, or delete the row");
  }

  /**
   * Why the call is not taken.
   *
   * @return the reason, never {@code null}
   */
  public Reason reason() {
    return reason;
  }
}
