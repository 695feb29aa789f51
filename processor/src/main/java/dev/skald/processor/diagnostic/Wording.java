package dev.skald.processor.diagnostic;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is said of sagas and methods by themselves; the other classes of that kind say it of one
 * subject each. Each message states a fact in the user's own names, then the rule, then a way out;
 * the fact alone must be enough for whoever reads only one line.
 */
public final class Wording {

  private Wording() {}

  /** The processor itself failed. */
  public static Message internal(String saga, Throwable failure) {
    return Message.of(
        Code.INTERNAL,
        "Skald's processor failed on " + saga + ": " + failure,
        "This is a mistake in Skald, not in " + saga + ", which may be right or wrong.",
        "Please report it with the source of " + saga + " and this: " + top(failure));
  }

  private static String top(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? "no trace" : "at " + trace[0];
  }

  /** The saga is something other than a class. */
  public static Message sagaKind(String saga, String kind) {
    String article = kind.matches("[aei].*") ? "an " : "a ";
    return sagaClass(saga, article + kind, "Make it a class whose steps have bodies.");
  }

  /** The saga cannot be seen from beside it. */
  public static Message sagaHidden(String saga, String hider) {
    String flaw = saga.equals(hider) ? "private" : "within " + hider + ", which is private";
    return sagaClass(saga, flaw, "Remove 'private' from " + hider + ".");
  }

  /** The saga's objects belong to an object around them. */
  public static Message sagaInner(String saga) {
    return sagaClass(saga, "an inner class that is not static", "Add 'static' to " + saga + ".");
  }

  /** The saga has no objects. */
  public static Message sagaAbstract(String saga) {
    return sagaClass(saga, "abstract", "Remove 'abstract' from " + saga + " and its steps.");
  }

  /** The saga is many classes. */
  public static Message sagaGeneric(String saga) {
    return sagaClass(saga, "generic", "Remove the type parameters of " + saga + ".");
  }

  private static Message sagaClass(String saga, String flaw, String wayOut) {
    return Message.of(
        Code.SAGA_CLASS,
        saga + " is " + flaw + ", so it cannot be a saga.",
        "A saga is a class or record, top-level or static nested, "
            + "neither abstract nor generic nor private.",
        wayOut);
  }

  /** The durable name is none. */
  public static Message sagaName(String name) {
    return Message.of(
        Code.SAGA_NAME,
        "\"" + abridged(name) + "\" cannot be the durable name of a saga.",
        "A name has lower-case letters a to z, digits and single hyphens, starts with a letter, "
            + "and has at most 100 characters.",
        "Write for example @Saga(name = \"place-order\").");
  }

  /** The version is none. */
  public static Message sagaVersion(int version) {
    return Message.of(
        Code.SAGA_VERSION,
        version + " cannot be the version of a saga.",
        "Versions count from 1.",
        "Leave version out, or write the number after that of the version in production.");
  }

  /** Two sagas have one durable name and version. */
  public static Message duplicateSaga(String name, int version, String saga, String other) {
    return Message.of(
        Code.DUPLICATE_SAGA,
        saga + " and " + other + " are both the saga \"" + name + "\", version " + version + ".",
        "Name and version say in the journal which saga a run belongs to.",
        "Give "
            + saga
            + " a name of its own: @Saga(name = \"...\"); or, if it replaces "
            + other
            + ", a version of its own.");
  }

  /** The orchestrator's name is taken. */
  public static Message generatedName(String saga, String generated) {
    return Message.of(
        Code.GENERATED_NAME,
        "The orchestrator of "
            + saga
            + " would be called "
            + generated
            + ", but there is such a type already.",
        "The orchestrator stands in the package of its saga and is named after it.",
        "Rename that type or " + saga + ".");
  }

  /** An annotation outside of any saga. */
  public static Message outsideSaga(String annotation, String type) {
    return Message.of(
        Code.OUTSIDE_SAGA,
        "@" + annotation + " has no effect here: " + type + " is not a @Saga.",
        "Only the class that carries @Saga is read, not its supertypes or helpers.",
        "Write @Saga on " + type + ", or move the method into the saga.");
  }

  /** An annotation where it means nothing. */
  public static Message stray(String annotation, String where, String place) {
    return Message.of(
        Code.STRAY_ANNOTATION,
        "@" + annotation + " has no effect on " + where + ".",
        "@" + annotation + " belongs on " + place + ".",
        "Remove it, or make this " + place + ".");
  }

  /** A lock whose key would be that of each item by itself. */
  public static Message lockedItem(String method, String item) {
    return Message.of(
        Code.STRAY_ANNOTATION,
        method + " takes the item " + item + " with @Each, so it cannot be the key of a lock.",
        "A run takes all keys of a lock at once, before the first item is begun.",
        "Write @Exclusive on another parameter, such as one that takes the whole list.");
  }

  /** One method with two roles. */
  public static Message twoRoles(String method, String first, String second) {
    return Message.of(
        Code.TWO_ROLES,
        method + " is marked as both @" + first + " and @" + second + ".",
        "A method is a step, or the undo of a step, or makes the result.",
        "Split it into two methods.");
  }

  /** A method that cannot be called. */
  public static Message methodForm(String method, Collection<String> flaws) {
    return Message.of(
        Code.METHOD_FORM,
        method + " is " + String.join(" and ", flaws) + ", so the orchestrator cannot call it.",
        "Steps, undos and the result method are plain methods of the saga's object; "
            + "they need not be public.",
        flaws.contains("varargs") ? "Take a List instead." : "Remove " + quoted(flaws) + ".");
  }

  private static String quoted(Collection<String> flaws) {
    return flaws.contains("generic")
        ? "the type parameters"
        : "'" + String.join("' and '", flaws) + "'";
  }

  /** A saga without steps. */
  public static Message noSteps(String saga) {
    return Message.of(
        Code.NO_STEPS,
        saga + " has no steps.",
        "A saga does what its methods marked with @Step do.",
        "Mark each method that calls a service with @Step.");
  }

  /** Two methods of one name. */
  public static Message duplicateName(String name) {
    return Message.of(
        Code.DUPLICATE_NAME,
        "There are two methods named " + name + ".",
        "The name of a method is its durable identity, so steps, undos and the result method "
            + "have different names, overloaded or not.",
        "Rename one of them.");
  }

  /** A step's name that does not fit into an idempotency key. */
  public static Message stepName(String name) {
    return Message.of(
        Code.STEP_NAME,
        abridged(name) + " cannot be the name of a step.",
        "The name becomes part of the idempotency key that services get, "
            + "so it is ASCII and has at most 100 characters.",
        "Rename the method.");
  }

  /** A duration that is none. */
  public static Message duration(String text) {
    return Message.of(
        Code.DURATION,
        "\"" + abridged(text) + "\" is not a duration.",
        "A duration is a positive whole number and a unit (ms, s, m, h or d), "
            + "and at most 36500d.",
        "Write for example \"200ms\", \"3s\", \"5m\", \"2h\" or \"7d\".");
  }

  /** A number of attempts that is none. */
  public static Message retryAttempts(int attempts) {
    return Message.of(
        Code.RETRY,
        attempts + " cannot be a number of attempts.",
        "The first call counts, so the least is 1; -1 stands for no limit.",
        "Write a number from 1, Retry.UNLIMITED, or leave maxAttempts out.");
  }

  /** A multiplier that is none. */
  public static Message retryMultiplier(double multiplier) {
    return Message.of(
        Code.RETRY,
        multiplier + " cannot be the multiplier of a delay.",
        "Delays grow from attempt to attempt, or stay as they are.",
        "Write a number from 1.0.");
  }

  /** A longest delay that is shorter than the first. */
  public static Message retryDelay(String delay, String maxDelay) {
    return Message.of(
        Code.RETRY,
        "maxDelay \"" + maxDelay + "\" is shorter than delay \"" + delay + "\".",
        "Delays start with delay and grow up to maxDelay.",
        "Write a longer maxDelay, or a shorter delay.");
  }

  /** An irreversible step without a reason. */
  public static Message reason(String step) {
    return Message.of(
        Code.REASON,
        "@Irreversible of " + step + " gives no reason.",
        "The reason is shown in the plan, to whoever has to deal with the effect that stays.",
        "Write for example @Irreversible(\"a notification sent in vain does no harm\").");
  }

  /** A step is named that does not exist. */
  public static Message unknownStep(
      String annotation, String name, String saga, Collection<String> steps) {
    Optional<String> nearest = Nearest.to(name, steps);
    return Message.of(
        Code.UNKNOWN_STEP,
        annotation + " names \"" + name + "\", which is no step of " + saga + didYouMean(nearest),
        "A step is named as its method is.",
        "Steps here: " + String.join(", ", steps) + ".");
  }

  /** A method is named as a step that only lacks its annotation. */
  public static Message unmarkedStep(String annotation, String name, String saga) {
    return Message.of(
        Code.UNKNOWN_STEP,
        annotation
            + " names \""
            + name
            + "\", which is a method of "
            + saga
            + ", but not a @Step: did you forget @Step on it?",
        "A step is a method that is marked with @Step, and is named as that method is.",
        "Write @Step on " + name + ", or name another step.");
  }

  /** How a fact ends that is about a name there is not. */
  static String didYouMean(Optional<String> nearest) {
    return nearest.map(name -> ". Did you mean \"" + name + "\"?").orElse(".");
  }

  /** Steps that may take forever. */
  public static Message noTimeout(List<String> steps) {
    String have = steps.size() == 1 ? " has" : " have";
    return Message.of(
        Code.NO_TIMEOUT,
        String.join(" and ", steps) + have + " no timeout.",
        "A call that hangs holds its run, and the effects that wait to be undone, without limit.",
        "Write @Timeout(\"3s\") on the step, or on the class for all.");
  }

  /** Names and texts may be as long as the user likes; a line of a message may not. */
  static String abridged(String text) {
    return text.length() <= 120 ? text : text.substring(0, 117) + "...";
  }
}
