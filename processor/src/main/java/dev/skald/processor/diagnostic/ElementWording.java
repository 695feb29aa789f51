package dev.skald.processor.diagnostic;

import java.util.List;
import java.util.Optional;

/** What is said of lists, events and the ways to call a step; see {@link Wording}. */
public final class ElementWording {

  private static final String ONE_LIST =
      "A step with @Each runs once for each item of one list, and its undo once for each of them.";
  private static final String ONE_EVENT =
      "A step waits for one event, once all else it waits for is there.";
  private static final String ONCE =
      "An atMostOnce step is never called a second time, whatever became of the first call.";
  private static final String TRANSACTION =
      "A transactional step does its work on the connection of the journal, which commits effect "
          + "and record together.";

  private ElementWording() {}

  /** A number of items that is none. */
  public static Message eachConcurrency(int concurrency) {
    return Message.of(
        Code.EACH_FORM,
        concurrency + " cannot be the number of items under way at a time.",
        "At least one item is under way, and at most 1000.",
        "Write a number from 1 to 1000, or leave concurrency out.");
  }

  /** Two lists. */
  public static Message eachTwice(String method, String first, String second) {
    return Message.of(
        Code.EACH_FORM,
        method + " takes both " + first + " and " + second + " with @Each.",
        ONE_LIST,
        "Make one List of records that hold both, or take one of the lists as a whole.");
  }

  /** A rejection of one item, when another may have been done for good. */
  public static Message eachRejection(String step, String exception) {
    return Message.of(
        Code.REJECTION_AFTER_PIVOT,
        step
            + " may be rejected with "
            + exception
            + " for one item when it has been done for another.",
        "A pivot that runs for each item of a list is passed when the first is called.",
        "Give "
            + step
            + " an undo, check all items in a step before, or do not declare "
            + exception
            + ".");
  }

  /** An undo that runs through a list alone. */
  public static Message eachUndoOfOne(String undo, String item, String step) {
    return Message.of(
        Code.EACH_FORM,
        undo + " takes @Each " + item + ", but " + step + " runs once.",
        ONE_LIST,
        "Remove @Each, or let " + step + " run for each item, too.");
  }

  /** An undo that runs through another list. */
  public static Message eachUndoOfOther(String undo, String type, String step, String own) {
    return Message.of(
        Code.EACH_FORM,
        undo + " takes @Each " + type + ", but " + step + " runs for each " + own + ".",
        ONE_LIST,
        "Take @Each " + own + ".");
  }

  /** No list. */
  public static Message eachList(
      String step,
      String item,
      String type,
      Optional<String> component,
      Optional<String> from,
      List<String> lists) {
    String where = from.map(name -> " in what " + name + " returns").orElse("");
    String what =
        component.map(name -> "record component " + name + " of type " + type).orElse(type);
    return Message.of(
        Code.EACH_LIST,
        step + " takes @Each " + item + ", but there is no " + what + where + ".",
        "The list is the result of a step, the input, or a component of either where it is a "
            + "record.",
        lists.isEmpty()
            ? "Let a step return " + type + ", or put it into the input."
            : "Lists here: " + String.join(", ", lists) + ".");
  }

  /** Several lists. */
  public static Message eachChoice(String step, String item, List<String> lists, String choice) {
    return Message.of(
        Code.EACH_CHOICE,
        step
            + " takes @Each "
            + item
            + ", which could be of any of several lists: "
            + String.join(", ", lists)
            + ".",
        "A step runs through the one list that has items of the type.",
        "Say which, for example: " + choice + " " + item + ".");
  }

  /** One result of many. */
  public static Message eachResult(
      String method, String type, String name, String step, String list) {
    return Message.of(
        Code.EACH_RESULT,
        method
            + " takes "
            + type
            + " "
            + name
            + ", but "
            + step
            + " runs for each item and gives "
            + list
            + ".",
        "Others take all results of such a step together, in the order of the items.",
        "Take " + list + ", or @Each " + type + " " + name + " to run for each of them.");
  }

  /** All results, from a branch that may not have been taken. */
  public static Message eachJoined(String method, String type, String name, String step) {
    return Message.of(
        Code.EACH_RESULT,
        method
            + " takes "
            + type
            + " "
            + name
            + ", but "
            + step
            + ", which runs for each item, may not have run.",
        "The results of such a step are taken on its own branch.",
        "Let a step after " + step + " take the list and return what " + method + " needs of it.");
  }

  /** All results where one is undone. */
  public static Message eachUndoResult(
      String undo, String list, String name, String step, String type) {
    return Message.of(
        Code.EACH_RESULT,
        undo + " takes " + list + " " + name + ", but is called for one item of " + step + ".",
        "A step that runs for each item is undone item by item.",
        "Take " + type + ", the result for the item that is undone.");
  }

  /** Two events. */
  public static Message signalTwice(String step, String first, String second) {
    return Message.of(
        Code.SIGNAL_FORM,
        step + " waits for two events, " + first + " and " + second + ".",
        ONE_EVENT,
        "Wait for the second in a step of its own.");
  }

  /** An event for each item. */
  public static Message signalForEach(String step) {
    return Message.of(
        Code.SIGNAL_FORM,
        step + " waits for an event, but runs for each item of a list.",
        ONE_EVENT,
        "Wait for the event in a step of its own, before or after the list.");
  }

  /** An event and a time. */
  public static Message signalAndDelay(String step) {
    return Message.of(
        Code.SIGNAL_FORM,
        step + " waits for an event, and has a delay.",
        ONE_EVENT,
        "Wait for one of them in a step of its own.");
  }

  /** An event whose type has no name. */
  public static Message signalOfNoClass(String step, String type) {
    return Message.of(
        Code.SIGNAL_FORM,
        step + " waits for an event of type " + type + ", which is no class.",
        "The orchestrator's method for an event is named after its type.",
        "Make it a record.");
  }

  /** An event that is always there in the end. */
  public static Message signalOptional(String step, String parameter) {
    return Message.of(
        Code.SIGNAL_FORM,
        step + " takes " + parameter + ", but waits for it without limit.",
        "An event is missing only once its timeout has passed.",
        "Write @Signal(timeout = \"2d\"), or take the event itself.");
  }

  /** One event for two steps. */
  public static Message signalShared(String step, String event, String other) {
    return Message.of(
        Code.SIGNAL_TYPE,
        step + " waits for " + event + ", and so does " + other + ".",
        "An event is known by its type, and comes to one step.",
        "Let " + other + " return it for " + step + ", or make two types of it.");
  }

  /** An event that is a result. */
  public static Message signalProduced(String step, String event, String producer) {
    return Message.of(
        Code.SIGNAL_TYPE,
        step + " waits for " + event + " from outside, but " + producer + " returns it.",
        "A type is either that of an event or that of a result, but where the step that waits for "
            + "the event returns it.",
        "Remove @Signal to take the result of " + producer + ", or make two types of it.");
  }

  /** An event that is taken without being waited for. */
  public static Message signalTaken(String method, String type, String name, String step) {
    return Message.of(
        Code.SIGNAL_TYPE,
        method + " takes " + type + " " + name + ", an event that comes to " + step + " alone.",
        "An event is known by its type, and comes to one step; others take what that step returns.",
        "Return the event from " + step + ": then " + method + " takes it as a result.");
  }

  /** The name of an event's method. */
  public static Message signalName(String event, String orchestrator, String method) {
    return Message.of(
        Code.GENERATED_NAME,
        "The method of "
            + orchestrator
            + " for "
            + event
            + " would be called "
            + method
            + ", which is taken, or no name in Java.",
        "The orchestrator has a method for each event, named after the event's type.",
        "Rename " + event + ".");
  }

  /** An event that must come after the pivot. */
  public static Message signalLate(String step, String type, String name, String pivot) {
    return Message.of(
        Code.SIGNAL_LATE,
        step
            + " would fail without its event, but the saga cannot turn back after the pivot "
            + pivot
            + ".",
        "Steps that are not always done before the pivot must not fail.",
        "Take Optional<"
            + type
            + "> "
            + name
            + ", remove the timeout, or order "
            + step
            + " before "
            + pivot
            + ".");
  }

  /** Once, and again. */
  public static Message onceRetried(String step) {
    return Message.of(
        Code.AT_MOST_ONCE,
        step + " is atMostOnce, but has a @Retry.",
        ONCE,
        "Remove @Retry, or atMostOnce = true if the service knows idempotency keys.");
  }

  /** Once, though it does nothing. */
  public static Message onceReadOnly(String step) {
    return Message.of(
        Code.AT_MOST_ONCE,
        step + " is both readOnly and atMostOnce.",
        ONCE,
        "Remove atMostOnce = true: what changes nothing can be called again.");
  }

  /** Once, though its undo would have to know. */
  public static Message onceUndone(String undo, String parameter, String step, String outcome) {
    return Message.of(
        Code.AT_MOST_ONCE,
        undo + " takes " + parameter + ", which may never be known: " + step + " is atMostOnce.",
        ONCE,
        "Take " + outcome + ", or nothing of it.");
  }

  /** A transaction nobody uses. */
  public static Message transactionUnused(String step) {
    return Message.of(
        Code.TRANSACTIONAL,
        step + " is transactional, but takes no java.sql.Connection.",
        TRANSACTION,
        "Take a Connection and do the work there, or remove transactional = true.");
  }

  /** Two connections. */
  public static Message connectionTwice(String step) {
    return Message.of(
        Code.TRANSACTIONAL,
        step + " takes two connections.",
        TRANSACTION,
        "Take one: there is one transaction.");
  }

  /** A connection without a transaction. */
  public static Message connectionOfStep(String step) {
    return Message.of(
        Code.TRANSACTIONAL,
        step + " takes a java.sql.Connection, but is not transactional.",
        TRANSACTION,
        "Write @Step(transactional = true), or use a pool of your own.");
  }

  /** A connection in an undo or a result method. */
  public static Message connectionOfOther(String method) {
    return Message.of(
        Code.TRANSACTIONAL,
        method + " takes a java.sql.Connection, but is no step.",
        "Only steps share the journal's transaction; undos are ordinary calls, which may be "
            + "repeated.",
        "Use a pool of your own, and make " + method + " safe to repeat.");
  }

  /** A transaction that outlives its thread. */
  public static Message transactionAsync(String step) {
    return Message.of(
        Code.TRANSACTIONAL,
        step + " is transactional, but returns a stage.",
        TRANSACTION,
        "Return the value itself: the transaction ends with the call.");
  }

  /** A transaction that is never repeated. */
  public static Message transactionOnce(String step) {
    return Message.of(
        Code.TRANSACTIONAL,
        step + " is both transactional and atMostOnce.",
        TRANSACTION,
        "Remove atMostOnce = true: the effect happens exactly once anyway.");
  }

  /** A transaction that changes nothing. */
  public static Message transactionReadOnly(String step) {
    return Message.of(
        Code.TRANSACTIONAL,
        step + " is both transactional and readOnly.",
        TRANSACTION,
        "Remove one of them: a step that only reads needs no transaction.");
  }
}
