package dev.skald.processor.diagnostic;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the processor says; the other classes of that kind say it of one subject each. Each message
 * states a fact in the user's own names, then the rule, then a way out; the fact alone must be
 * enough for whoever reads only one line.
 */
public final class Wording {

  private static final String ENDS_RULE =
      "ends names the variants of the step's own sealed result after which nothing runs.";
  private static final String ALTERNATIVES_RULE =
      "All steps named in after must have run, or one of them where no two can run together.";
  private static final String OPTIONAL_RULE =
      "An Optional is for what is there in some runs only: the result of a step on a branch, or "
          + "a variant.";

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

  private static String didYouMean(Optional<String> nearest) {
    return nearest.map(name -> ". Did you mean \"" + name + "\"?").orElse(".");
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

  /** A result method that makes no result. */
  public static Message returnsForm(String fact) {
    return Message.of(
        Code.RETURNS_FORM,
        fact,
        "One method at the most makes the saga's result; it is pure, and is called whenever "
            + "somebody asks.",
        "Return a value made from the input and the results of steps, and take nothing else.");
  }

  /** A type that cannot be journaled. */
  public static Message payload(String path, String why, String wayOut) {
    return Message.of(
        Code.PAYLOAD,
        path + " cannot be journaled: " + why + ".",
        "Inputs and results are written to the journal and read again after a crash, "
            + "by their declared types alone.",
        wayOut);
  }

  /** A type that generated code cannot name. */
  public static Message inaccessible(String type, String method) {
    return Message.of(
        Code.INACCESSIBLE_TYPE,
        type + " is private, but " + method + " needs it.",
        "The orchestrator stands in the saga's package and has to name the types of steps, "
            + "results and rejections.",
        "Make " + type + " package-private or public.");
  }

  /** Nothing gives a parameter its value. */
  public static Message noProducer(
      String parameter, String method, String type, Optional<String> input, List<String> types) {
    String saga = input.map(name -> ", and the saga's input is " + name).orElse("");
    Optional<String> nearest = Nearest.to(type, types);
    return Message.of(
        Code.NO_PRODUCER,
        method
            + " takes "
            + type
            + " "
            + parameter
            + ", but no step returns "
            + type
            + saga
            + didYouMean(nearest),
        "Undos and the result method take the input and results of steps, found by type.",
        "Take one of: " + String.join(", ", types) + ".");
  }

  /** Several steps could give a parameter its value. */
  public static Message severalProducers(
      String parameter, String method, String type, List<String> steps) {
    return Message.of(
        Code.SEVERAL_PRODUCERS,
        method
            + " takes "
            + type
            + " "
            + parameter
            + ", which is returned by "
            + String.join(" and by ", steps)
            + ".",
        "A parameter takes the result of the one step that returns its type, or joins steps of "
            + "which no two can run in one run.",
        "Say which: @From(\"" + steps.get(0) + "\") " + type + " " + parameter + ".");
  }

  /** The step named for a parameter returns another type. */
  public static Message fromType(String parameter, String type, String step, String result) {
    return Message.of(
        Code.FROM_TYPE,
        "@From(\""
            + step
            + "\") "
            + type
            + " "
            + parameter
            + ": "
            + step
            + " returns "
            + result
            + ".",
        "A parameter has the type that the step returns.",
        result.equals("void")
            ? "To wait for a step without a result write @Step(after = \"" + step + "\")."
            : "Write " + result + " " + parameter + ", or name another step.");
  }

  /** Two input types. */
  public static Message twoInputs(String saga, List<String> inputs, Optional<String> guess) {
    return Message.of(
            Code.TWO_INPUTS,
            saga
                + " takes "
                + inputs.size()
                + " types that no step returns; only one can be its "
                + "input.",
            "Exactly one type is the saga's input: the one that steps take and no step returns.",
            guess.orElse(
                "Let a step return the others, or put them into one record and take that."))
        .with(inputs);
  }

  /** A way out: a method that was probably meant to be a step. */
  public static String forgottenStep(String method, String type) {
    return method + " returns " + type + ": did you forget its @Step?";
  }

  /** A way out: a type that was probably meant. */
  public static String meantType(String nearest, String type) {
    return "A step returns " + nearest + ": did you mean that instead of " + type + "?";
  }

  /** No input. */
  public static Message noInput(String saga) {
    return Message.of(
        Code.NO_INPUT,
        "No step of " + saga + " takes an input.",
        "A run is started with a key and an input, which some step takes.",
        "Let a first step take what it works on, if only the id of the order.");
  }

  /** A step that waits for itself. */
  public static Message selfData(String step, String type, String parameter) {
    return Message.of(
        Code.SELF,
        step + " takes " + type + " " + parameter + ", which only " + step + " itself returns.",
        "A step waits for the steps whose results it takes, so it can never take its own.",
        "If " + type + " is the saga's input, let " + step + " return another type.");
  }

  /** A step that names itself. */
  public static Message selfNamed(String step) {
    return Message.of(
        Code.SELF,
        step + " waits for itself.",
        "A step waits for the steps that it names and whose results it takes.",
        "Remove the name, or name another step.");
  }

  /** One line of the trace of a cycle. */
  public static String edge(String step, OptionalInt line, Optional<String> data, String producer) {
    String place = line.isPresent() ? " (line " + line.getAsInt() + ")" : "";
    return data.map(parameter -> step + place + " takes " + parameter + " from " + producer)
        .orElse(step + place + " comes after " + producer);
  }

  /** Steps that wait for each other. */
  public static Message cycle(List<String> names, List<String> trace) {
    return Message.of(
            Code.CYCLE,
            "These steps wait for each other: " + String.join(" -> ", names) + ".",
            "A step runs when all it waits for has succeeded, so none of these would ever run.",
            "Break the cycle: drop one parameter or one after.")
        .with(trace);
  }

  /** Steps with effects and no order. */
  public static Message unordered(
      String step, List<String> others, Optional<String> optional, List<String> toMark) {
    String order =
        optional
            .map(type -> "Order them: let " + step + " take the " + type + " of " + others.get(0))
            .orElse("Order them with @Step(after = \"" + others.get(0) + "\")");
    return Message.of(
        Code.UNORDERED,
        "Nothing says whether "
            + step
            + " runs before or after "
            + String.join(" and ", others)
            + ".",
        "Two steps with effects are ordered, or both say that they may run side by side; "
            + "an order forgotten and an order not needed look the same.",
        toMark.isEmpty()
            ? order + "; beside a pivot nothing may run."
            : order + ", or mark " + String.join(" and ", toMark) + " with @Parallel.");
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

  /** A result that nobody takes. */
  public static Message unusedResult(String step, String type) {
    return Message.of(
        Code.UNUSED_RESULT,
        "Nobody takes the " + type + " that " + step + " returns.",
        "A result is journaled for the steps, undos and the result method that take it.",
        "Return void, or take it where it was forgotten.");
  }

  /** An undo that is not beside its step. */
  public static Message undoFar(String undo, String step, String between) {
    return Message.of(
        Code.UNDO_FAR,
        undo + " undoes " + step + ", but " + between + " stands between them.",
        "A step and its undo are read together, so they stand together.",
        "Move " + undo + " right below " + step + ".");
  }

  /** Steps written in an order they never run in. */
  public static Message sourceOrder(String step, String later) {
    return Message.of(
        Code.SOURCE_ORDER,
        step + " stands above " + later + ", but runs after it.",
        "Steps stand in an order in which they may run, so that a saga can be read from top to "
            + "bottom.",
        "Move " + step + " below " + later + ".");
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

  /** A variant that nobody takes. */
  public static Message variant(String step, List<String> variants) {
    List<String> classes = variants.stream().map(variant -> variant + ".class").toList();
    String list = classes.size() == 1 ? classes.get(0) : "{" + String.join(", ", classes) + "}";
    return Message.of(
        Code.VARIANT,
        "No step takes " + String.join(" or ", variants) + ", which " + step + " may return.",
        "Where a sealed result decides what runs, every variant is taken by a step, or is said to "
            + "end its branch.",
        "Let a step take "
            + String.join(" and one ", variants)
            + ", or write @Step(ends = "
            + list
            + ") on "
            + step
            + ".");
  }

  /** A type in {@code ends} that is no variant. */
  public static Message endsNoVariant(
      String step, String type, String result, List<String> variants) {
    return Message.of(
        Code.ENDS,
        "ends names "
            + type
            + ", which is no variant of the "
            + result
            + " that "
            + step
            + " returns"
            + didYouMean(Nearest.to(type, variants)),
        ENDS_RULE,
        variants.isEmpty()
            ? "Leave ends out: " + result + " is not sealed, so nothing branches here."
            : "Variants of " + result + ": " + String.join(", ", variants) + ".");
  }

  /** A type in {@code ends} that a step takes. */
  public static Message endsTaken(String type, String taker, String taken) {
    return Message.of(
        Code.ENDS,
        "ends names "
            + type
            + ", but "
            + taker
            + " takes "
            + (taken.equals(type) ? "it." : taken + "."),
        ENDS_RULE,
        "Remove " + type + " from ends, or the parameter from " + taker + ".");
  }

  /** A variant whose type arguments are unknown. */
  public static Message openVariant(String variant, String whole, String step) {
    return variantType(
        variant + " is a variant of " + whole + ", which does not say its type arguments.",
        "Give it no type parameters but those of "
            + whole
            + ", or take the result of "
            + step
            + " whole.");
  }

  /** A variant that generated code cannot name. */
  public static Message hiddenVariant(String variant, String whole, String saga) {
    return variantType(
        variant + " is a variant of " + whole + ", but " + saga + " has no access to it.",
        "Make " + variant + " public, or take " + whole + " whole.");
  }

  /** A variant below another that is not sealed. */
  public static Message variantOfVariant(String variant, String whole, String above) {
    return variantType(
        variant
            + " and "
            + above
            + " are variants of "
            + whole
            + ", but each "
            + variant
            + " is a "
            + above
            + ".",
        "Make " + above + " sealed and abstract, or take " + whole + " whole.");
  }

  /** A variant with other type arguments. */
  public static Message otherVariant(
      String method, String type, String parameter, String step, String whole, String right) {
    return variantType(
        method
            + " takes "
            + type
            + " "
            + parameter
            + ", but "
            + step
            + " returns "
            + whole
            + ", of which the variant is "
            + right
            + ".",
        "Write " + right + " " + parameter + ".");
  }

  private static Message variantType(String fact, String wayOut) {
    return Message.of(
        Code.VARIANT_TYPE,
        fact,
        "Where a sealed result decides what runs, the orchestrator names its variants and tells "
            + "them by their classes.",
        wayOut);
  }

  /** A step that can never run. */
  public static Message unreachable(String step, List<String> waits) {
    return Message.of(
        Code.UNREACHABLE,
        step + " can never run: it waits for " + String.join(" and for ", waits) + ".",
        "A step runs when all it waits for has run, and in one run a result is of one variant.",
        "Take what may be missing as an Optional, or write one step for each variant.");
  }

  /** When something is there. */
  public static String whenReturned(String decider, String variants) {
    return decider + " returned " + variants;
  }

  /** One thing that a step waits for. */
  public static String waitFor(String text, List<String> when) {
    return when.isEmpty() ? text : text + " (" + String.join(", ", when) + ")";
  }

  /** Alternatives of which two may run together. */
  public static Message alternatives(String step, List<String> group, List<String> together) {
    return Message.of(
        Code.ALTERNATIVES,
        step
            + " comes after "
            + String.join(", ", group)
            + ": some of them exclude each other, but "
            + String.join(" and ", together)
            + " may run together.",
        ALTERNATIVES_RULE,
        "Name only the last step of each branch.");
  }

  /** An alternative that cannot happen. */
  public static Message alternativeNever(String step, String other) {
    return Message.of(
        Code.ALTERNATIVES,
        step + " comes after " + other + ", which never runs where " + step + " does.",
        ALTERNATIVES_RULE,
        "Remove \"" + other + "\" from after.");
  }

  /** An optional value that is always there. */
  public static Message optionalSure(
      String method, String type, String parameter, List<String> steps, String content) {
    return Message.of(
        Code.OPTIONAL,
        optional(method, type, parameter, steps) + "always gives it.",
        OPTIONAL_RULE,
        "Take " + content + " " + parameter + ".");
  }

  /** An optional value that is never there. */
  public static Message optionalEmpty(
      String method, String type, String parameter, List<String> steps) {
    return Message.of(
        Code.OPTIONAL,
        optional(method, type, parameter, steps) + "never gives it.",
        OPTIONAL_RULE,
        "Remove " + parameter + " from " + method + ".");
  }

  private static String optional(String method, String type, String parameter, List<String> steps) {
    String source = String.join(" or ", steps);
    return method + " takes " + type + " " + parameter + ", but where it is called " + source + " ";
  }

  /** A result made from what may not be there. */
  public static Message returnsData(
      String method, String type, String boxed, String parameter, List<String> steps) {
    return Message.of(
        Code.RETURNS_DATA,
        method
            + " takes "
            + type
            + " "
            + parameter
            + ", but not every run has it from "
            + String.join(" or ", steps)
            + ".",
        "The result is made of every run, whichever branches it took.",
        "Take Optional<" + boxed + "> " + parameter + ".");
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

  /** Names and texts may be as long as the user likes; a line of a message may not. */
  static String abridged(String text) {
    return text.length() <= 120 ? text : text.substring(0, 117) + "...";
  }
}
