package dev.skald.processor.diagnostic;

import java.util.List;

/** What is said of variants, of branches, and of what is there on some of them only. */
public final class BranchWording {

  private static final String ENDS_RULE =
      "ends names the variants of the step's own sealed result after which nothing runs.";

  private static final String ALTERNATIVES_RULE =
      "All steps named in after must have run, or one of them where no two can run together.";

  private static final String OPTIONAL_RULE =
      "An Optional is for what is there in some runs only: the result of a step on a branch, or "
          + "a variant.";

  private BranchWording() {}

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
            + Wording.didYouMean(Nearest.to(type, variants)),
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
}
