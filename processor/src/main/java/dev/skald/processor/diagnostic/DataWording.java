package dev.skald.processor.diagnostic;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is said of inputs and results, of who takes them, and of the order that follows. */
public final class DataWording {

  private DataWording() {}

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
            + Wording.didYouMean(nearest),
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

  /** A result that nobody takes. */
  public static Message unusedResult(String step, String type) {
    return Message.of(
        Code.UNUSED_RESULT,
        "Nobody takes the " + type + " that " + step + " returns.",
        "A result is journaled for the steps, undos and the result method that take it.",
        "Return void, or take it where it was forgotten.");
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
}
