package dev.skald.processor.diagnostic;

import java.util.Optional;

/** What is said of undos, of the pivot, and of what counts as a rejection. */
public final class UndoWording {

  private UndoWording() {}

  /** A step that only reads but says it changes something. */
  public static Message readOnly(String step, String contradiction) {
    return Message.of(
        Code.READ_ONLY,
        step + " is readOnly, but " + contradiction + ".",
        "A readOnly step changes nothing, so there is nothing to undo, to leave or to decide.",
        "Remove readOnly = true, or the other.");
  }

  /** An irreversible step with an undo. */
  public static Message irreversibleUndo(String step, String undo) {
    return Message.of(
        Code.IRREVERSIBLE_UNDO,
        step + " is @Irreversible, but " + undo + " undoes it.",
        "@Irreversible says that the effect knowingly stays.",
        "Remove @Irreversible, or " + undo + ".");
  }

  /** Two pivots. */
  public static Message twoPivots(String step, String other) {
    return Message.of(
        Code.TWO_PIVOTS,
        step + " and " + other + " are both @Pivot.",
        "There is one point of no return at the most on each path: before it everything can be "
            + "undone, after it everything goes forward.",
        "Keep @Pivot on the step that decides, and order the other before it (with an undo) "
            + "or after it.");
  }

  /** A parallel pivot. */
  public static Message parallelPivot(String step) {
    return Message.of(
        Code.PARALLEL_PIVOT,
        step + " is both @Pivot and @Parallel.",
        "No effect may be open beside the point of no return: it would be neither before it "
            + "nor after it.",
        "Remove @Parallel; order the other steps before or after "
            + step
            + " with @Step(after = ...).");
  }

  /** A pivot with an undo. */
  public static Message pivotUndo(String step, String undo) {
    return Message.of(
        Code.PIVOT_UNDO,
        undo + " undoes " + step + ", which is the @Pivot.",
        "Once the pivot has succeeded the saga only goes forward.",
        "Remove " + undo + ", or move @Pivot to the step that decides.");
  }

  /** Two undos of one step. */
  public static Message twoUndos(String step, String undo, String other) {
    return Message.of(
        Code.TWO_UNDOS,
        undo + " and " + other + " both undo " + step + ".",
        "A step has one undo, which is one call with one idempotency key.",
        "Put both into one method, or split " + step + " into two steps.");
  }

  /** An undo that returns a value. */
  public static Message undoResult(String undo, String type) {
    return Message.of(
        Code.UNDO_RESULT,
        undo + " returns " + type + ", which nobody takes.",
        "An undo is confirmed when it returns; it has no result.",
        "Return void, or a CompletionStage if the call is asynchronous.");
  }

  /** An effect nobody can take back. */
  public static Message missingUndo(
      String step, Optional<String> pivot, boolean otherPivots, boolean mayBePivot) {
    String place = otherPivots ? "its branch" : "the saga";
    String fact =
        pivot
            .map(name -> step + " has no undo, but " + name + " may still fail after it.")
            .orElse(
                step + " has no undo, and " + place + " has no pivot that would make it final.");
    return Message.of(
        Code.MISSING_UNDO,
        fact,
        "Every effect before the point of no return can be undone, or is knowingly left.",
        "Add a method with @Compensate(\""
            + step
            + "\"), or write @Irreversible(\"why\")"
            + (mayBePivot ? ", @Pivot" : "")
            + " or @Step(readOnly = true) on "
            + step
            + ".");
  }

  /** An effect that a pivot makes final on some paths only. */
  public static Message missingUndoWithoutPivot(String step, String pivot) {
    return Message.of(
        Code.MISSING_UNDO,
        step
            + " has no undo, and it also runs where "
            + pivot
            + " does not, so that nothing makes"
            + " it final.",
        "Every effect before the point of no return can be undone, or is knowingly left.",
        "Let it run only after "
            + pivot
            + ", with @Step(after = \""
            + pivot
            + "\"), or write @Irreversible(\"why\") or @Step(readOnly = true) on "
            + step
            + ".");
  }

  /** An undo that takes what may not be there. */
  public static Message undoData(
      String undo, String parameter, String step, String producer, boolean later) {
    return Message.of(
        Code.UNDO_DATA,
        undo
            + " takes "
            + parameter
            + " from "
            + producer
            + ", which may not have run when "
            + step
            + " is undone.",
        "An undo takes the result of its own step, and of steps that are always done before it.",
        later
            ? "Do without it: undo what " + producer + " did in an undo of its own."
            : "Let " + step + " wait for it: @Step(after = \"" + producer + "\").");
  }

  /** An outcome in the wrong place. */
  public static Message outcomePlace(String method, String parameter) {
    return Message.of(
        Code.OUTCOME,
        method + " takes Outcome " + parameter + ", but undoes no step.",
        "Outcome is what an undo may know of the step that it undoes.",
        "Take the step's result itself.");
  }

  /** An outcome of another type. */
  public static Message outcomeType(String undo, String type, String step, String right) {
    return Message.of(
        Code.OUTCOME,
        undo + " takes " + type + ", but " + step + " gives " + right + ".",
        "An undo takes the outcome of the step that it undoes.",
        "Write " + right + ".");
  }

  /** An undo after the point of no return. */
  public static Message undoAfterPivot(String undo, String step, String pivot) {
    return Message.of(
        Code.UNDO_AFTER_PIVOT,
        undo + " undoes " + step + ", which is not done before the pivot " + pivot + ".",
        "From the pivot on the saga only goes forward, so this undo would never run.",
        "Order " + step + " before " + pivot + ", or remove " + undo + ".");
  }

  /** A rejection after the point of no return. */
  public static Message rejectionAfterPivot(String step, String exception, String pivot) {
    return Message.of(
        Code.REJECTION_AFTER_PIVOT,
        step
            + " may be rejected with "
            + exception
            + ", but the saga cannot turn back after the "
            + "pivot "
            + pivot
            + ".",
        "Steps that are not always done before the pivot are retried until they succeed.",
        "Order " + step + " before " + pivot + ", or do not declare " + exception + ".");
  }

  /** A rejection that means everything. */
  public static Message broadRejection(String step, String exception) {
    return Message.of(
        Code.BROAD_REJECTION,
        step + " declares " + exception + ", which would turn every failure into a rejection.",
        "A declared checked exception says for sure that the step had no effect; "
            + "after a timeout nobody can say that.",
        "Declare the exceptions by which the service declines, or none.");
  }

  /** A rejection that is probably none. */
  public static Message doubtfulRejection(String step, String exception) {
    return Message.of(
        Code.DOUBTFUL_REJECTION,
        step
            + " declares "
            + exception
            + ", so the saga takes it for granted that the step had "
            + "no effect.",
        "A declared checked exception is a definite rejection, but after such a failure the "
            + "effect may have happened.",
        "Wrap it in an unchecked exception (it is then retried with the same key), "
            + "or write @SuppressWarnings(\"skald\") if it is sure.");
  }

  /** An undo that is not beside its step. */
  public static Message undoFar(String undo, String step, String between) {
    return Message.of(
        Code.UNDO_FAR,
        undo + " undoes " + step + ", but " + between + " stands between them.",
        "A step and its undo are read together, so they stand together.",
        "Move " + undo + " right below " + step + ".");
  }

  /** An undo that takes what its step's branch may not have. */
  public static Message undoMaybe(
      String undo, String type, String boxed, String parameter, String step) {
    return Message.of(
        Code.UNDO_DATA,
        undo
            + " takes "
            + type
            + " "
            + parameter
            + ", which may be missing when "
            + step
            + " is undone.",
        "An undo takes the result of its own step, and of steps that are always done before it.",
        "Take Optional<" + boxed + "> " + parameter + ".");
  }

  /** A step on both sides of the point of no return. */
  public static Message pivotSides(String step, String pivot, String other) {
    return Message.of(
        Code.PIVOT_SIDES,
        step
            + " is done before the pivot "
            + pivot
            + ", but on another branch it may run after the pivot "
            + other
            + ".",
        "A step is undone if the saga turns back, or retried until it succeeds; it cannot be both.",
        "Let " + other + " wait for it: @Step(after = \"" + step + "\").");
  }
}
