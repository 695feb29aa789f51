package dev.skald.processor.diagnostic;

import java.util.Collection;

/** What is said of each change since a saga was accepted; see {@link EvolutionWording}. */
public final class ChangeWording {

  private static final String GONE_WHY =
      "Journals name steps by their methods, and this step may have had its effect.";
  private static final String ORDER_WHY =
      "Which steps may have been called follows from their order, so a run that is under way would "
          + "forget a call, or make one up.";
  private static final String CALL_WHY =
      "What it means that a journal has no result of the step depends on how it is called.";
  private static final String GATE_WHY =
      "Whether the step may have been called depends on what it waits for.";
  private static final String TYPE_WHY = "Values of the old type stand in journals.";
  private static final String READABLE_WHY = "Each journaled value can be read as the new type.";

  private ChangeWording() {}

  /** A step is gone. */
  public static Reason removed(String step) {
    return new Reason(step + " is gone.", GONE_WHY);
  }

  /** A step has another name now, or so it seems. */
  public static Reason renamed(String step, String now) {
    return new Reason(step + " is gone; is it called " + now + " now?", GONE_WHY);
  }

  /** A new step that turning back could take for called. */
  public static Reason added(String step) {
    return new Reason(
        step + " is new, has an effect, and may run before the point of no return.",
        "A run that has turned back would take it for called, and undo what never happened.");
  }

  /** A new step that others wait for. */
  public static Reason awaited(String step, String waiting) {
    return new Reason(
        step + " is new, and " + waiting + " waits for it.",
        waiting + " may have been called already, and that call would be forgotten.");
  }

  /** A new step that can do no harm. */
  public static Reason addedBehindPivot(String step) {
    return new Reason(
        step + " is new, behind the point of no return.",
        "A run that gets there calls it; one that has turned back never gets there.");
  }

  /** A new step that can do no harm. */
  public static Reason addedReading(String step) {
    return new Reason(
        step + " is new, and only reads.", "There is nothing of it that a run would undo.");
  }

  /** A new step that can do no harm. */
  public static Reason addedOnBranch(String step) {
    return new Reason(
        step + " is new, on a branch that is new.", "No journaled value leads to that branch.");
  }

  /** The order of execution is another. */
  public static Reason order(String step, String before, String now) {
    return new Reason(
        step + " waits for other steps: before " + before + ", now " + now + ".", ORDER_WHY);
  }

  /** A join takes a new branch. */
  public static Reason joins(String step) {
    return new Reason(
        step + " also joins a branch that is new.", "No journaled value leads to that branch.");
  }

  /** A point of no return is none any more. */
  public static Reason pivotLost(String step) {
    return new Reason(
        step + " is not the pivot any more.",
        "Whether a failure turns a run back was decided by it; a single last step without undo is "
            + "the pivot by itself, so write @Pivot on it before others follow.");
  }

  /** There is a point of no return where none was. */
  public static Reason pivotNew(String step) {
    return new Reason(
        step + " is a pivot now.",
        "Whether a failure turns a run back would be decided otherwise than it was.");
  }

  /** The point of no return lies elsewhere. */
  public static Reason side(String step) {
    return new Reason(
        step + " stands on the other side of the pivot.",
        "Whether its failure turns a run back would be decided otherwise than it was.");
  }

  /** A run of the saga could be turned back after its end, or cannot be any more. */
  public static Reason undoable() {
    return new Reason(
        "The saga has got its first pivot, or lost its last one.",
        "A run that was started as a child may have been turned back after its end.");
  }

  /** What a step leaves behind. */
  public static Reason effect(String step) {
    return new Reason(
        step + " has an undo now, or has none any more.",
        "Runs under way would keep an effect that nobody undoes, or undo one that never was.");
  }

  /** What the undo must know. */
  public static Reason undoNeeds(String step) {
    return new Reason(
        "The undo of " + step + " takes another form of its outcome.",
        "The outcome is in the journal, and each form fits each outcome.");
  }

  /** How a step is called. */
  public static Reason mode(String step, String before, String now) {
    return new Reason(
        step + " is called in another way: before " + before + ", now " + now + ".", CALL_WHY);
  }

  /** What a step waits for. */
  public static Reason gate(String step, String before, String now) {
    return new Reason(
        step + " waits for something else: before " + before + ", now " + now + ".", GATE_WHY);
  }

  /** What is locked. */
  public static Reason locks(String step) {
    return new Reason(
        step + " takes other locks.",
        "Runs under way hold what they took, or were called without; they and new runs would not "
            + "keep each other out.");
  }

  /** What is gone through. */
  public static Reason list(String step) {
    return new Reason(
        step + " runs through another list, or through one where it did not.",
        "Items are journaled by their place in the list.");
  }

  /** How many items at a time. */
  public static Reason concurrency(String step) {
    return new Reason(
        step + " has another number of items under way at a time.",
        "It says which items may have been called when a run is taken up again.");
  }

  /** A step has a result where it had none. */
  public static Reason valueNew(String step) {
    return new Reason(step + " gives a value now.", "Journals have none of it.");
  }

  /** A step has no result any more. */
  public static Reason valueDropped(String step) {
    return new Reason(step + " gives no value any more.", "What is journaled is not read.");
  }

  /** The saga's result needs what is new. */
  public static Reason resultNew(String step) {
    return new Reason(
        "The saga's result is made of what " + step + " gives, which is new.",
        "Runs that have completed do not have it, and could not tell their result any more.");
  }

  /** The saga's result is made of something else. */
  public static Reason result() {
    return new Reason(
        "The saga's result is made otherwise.", "It is made of what every run has that completed.");
  }

  /** Something is written otherwise, and means the same. */
  public static Reason other() {
    return new Reason("Something is described otherwise.", "It means the same to every journal.");
  }

  /** A type is another one. */
  public static Reason type(String path, String before, String now) {
    return new Reason(
        path + " is of another type: before " + before + ", now " + now + ".", TYPE_WHY);
  }

  /** A type is made of something else. */
  public static Reason kind(String type, String before, String now) {
    return new Reason(type + " was " + before + ", and is " + now + ".", TYPE_WHY);
  }

  /** A component that old values do not have. */
  public static Reason componentNew(String type, String component) {
    return new Reason(
        type + " has got " + component + ", which old values do not have.",
        "It would be missing, or null where nobody expects it; make it an Optional, or say that it "
            + "is @Nullable.");
  }

  /** A component that was renamed, or so it seems. */
  public static Reason componentRenamed(String type, String component, String now) {
    return new Reason(
        type + " has " + now + " in place of " + component + ".",
        "If that is a new name, what old values have under the old one would be lost without a "
            + "word; if not, accept the two changes one after the other.");
  }

  /** A constant, or a variant, that old values may be. */
  public static Reason caseGone(String type, String name) {
    return new Reason(
        type + " has " + name + " no more.", "Old values may be " + name + "; JSON has its name.");
  }

  /** What can be read. */
  public static Reason readable(String fact) {
    return new Reason(fact, READABLE_WHY);
  }

  /** A component that may be missing. */
  public static String componentAdded(String type, String component) {
    return type + " has got " + component + ", which may be missing.";
  }

  /** A component that is not read any more. */
  public static String componentRemoved(String type, String component) {
    return type + " has " + component + " no more.";
  }

  /** A case that no old value is. */
  public static String caseAdded(String type, String name) {
    return type + " has got " + name + ".";
  }

  /** A type that looks the same. */
  public static String typeRenamed(String type, String now) {
    return type + " is called " + now + " now.";
  }

  /** A type that can hold more. */
  public static String widened(String path, String before, String now) {
    return path + " was " + before + ", and is " + now + ".";
  }

  /** Words or, where there are none, that there are none. */
  public static String orNothing(Collection<String> words) {
    return words.isEmpty() ? "nothing" : String.join(", ", words);
  }
}
