package dev.skald.processor.diagnostic;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is said of sagas that start others; see {@link Wording}. */
public final class ChildWording {

  private static final String CHILD =
      "A step with @Child starts a run of another saga and returns its handle.";

  private ChildWording() {}

  /** A child that is no saga. */
  public static Message childNoSaga(String step, String type) {
    return Message.of(
        Code.CHILD_TYPE,
        step + " starts " + type + ", which is not a @Saga.",
        CHILD,
        "Name the class that carries @Saga, not its orchestrator.");
  }

  /** A child without a handle. */
  public static Message childNoHandle(String step, String child, String type, String result) {
    return Message.of(
        Code.CHILD_TYPE,
        step + " starts " + child + ", but returns " + type + ".",
        CHILD,
        "Return what the orchestrator's start returns: SagaHandle<" + result + ">.");
  }

  /** The handle of another saga. */
  public static Message childResult(String step, String child, String type, String result) {
    return Message.of(
        Code.CHILD_TYPE,
        step + " returns " + type + ", but the result of " + child + " is " + result + ".",
        CHILD,
        "Return SagaHandle<" + result + ">, or name another saga.");
  }

  /** A child in a mode of its own. */
  public static Message childMode(String step, String child, String mode) {
    return Message.of(
        Code.CHILD_FORM,
        step + " starts " + child + ", but is " + mode + ".",
        "Starting a saga is an effect, and is repeated with the same key until it is known.",
        "Remove " + mode + " = true.");
  }

  /** A child with an undo. */
  public static Message childUndo(String undo, String step, String child) {
    return Message.of(
        Code.CHILD_FORM,
        undo + " undoes " + step + ", which starts " + child + ".",
        "A child is undone by its own undos: its run turns back, also when it has completed.",
        "Remove " + undo + ", or move what it does into an undo of " + child + ".");
  }

  /** A child that cannot be undone. */
  public static Message childPivot(
      String step, String child, String point, Optional<String> pivot) {
    String why =
        pivot
            .map(name -> name + " may still fail after " + step)
            .orElse("the saga has no pivot that would make " + step + " final");
    return Message.of(
        Code.CHILD_PIVOT,
        step
            + " starts "
            + child
            + ", which cannot be undone after its pivot "
            + point
            + ", but "
            + why
            + ".",
        "A child before the point of no return has none of its own, so that it can be undone as a "
            + "whole.",
        "Give "
            + point
            + " an undo, start "
            + child
            + " at the pivot (@Pivot on "
            + step
            + ") or after it, or write @Irreversible(\"why\") on "
            + step
            + ".");
  }

  /** One line of the trace of sagas that start each other. */
  public static String starts(String saga, String step, OptionalInt line, String child) {
    String place = line.isPresent() ? " (line " + line.getAsInt() + ")" : "";
    return saga + " starts " + child + " at " + step + place;
  }

  /** Sagas that start each other. */
  public static Message childCycle(List<String> names, List<String> trace) {
    return Message.of(
            Code.CHILD_CYCLE,
            "These sagas start each other: " + String.join(" -> ", names) + ".",
            "A run is done when its children are, so none of these would ever be.",
            "Break the cycle: drop one of the children.")
        .with(trace);
  }
}
