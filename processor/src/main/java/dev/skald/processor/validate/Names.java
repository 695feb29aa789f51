package dev.skald.processor.validate;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds names for generated members that clash with nothing. */
final class Names {

  private static final Pattern BORDER =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  /** What every object has. */
  private static final Set<String> OF_OBJECT =
      Set.of(
          "clone",
          "equals",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "toString",
          "wait");

  /** What every view has besides. */
  private static final Set<String> OF_VIEW = Set.of("run", "state");

  /** What every orchestrator has besides. */
  private static final Set<String> OF_ORCHESTRATOR =
      Set.of("find", "handle", "operate", "signal", "start", "view");

  /** Words of Java's own, of which a type can be named with a capital. */
  private static final Set<String> KEYWORDS =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends false final finally float for goto if implements"
                  + " import instanceof int interface long native new null package private"
                  + " protected public return short static strictfp super switch synchronized"
                  + " this throw throws transient true try void volatile while")
              .split(" "));

  private Names() {}

  /** Whether an orchestrator may get a method of that name. */
  static boolean isFreeInOrchestrator(String method) {
    return !OF_ORCHESTRATOR.contains(method) && !OF_OBJECT.contains(method) && isName(method);
  }

  /** Whether Java lets a method have that name. */
  static boolean isName(String method) {
    return !KEYWORDS.contains(method);
  }

  /** What reads the lock {@code sku} for {@code reserve} is {@code skuOfReserve}. */
  static String key(String lock, String step) {
    String start = lock.matches("[a-zA-Z]\\w*") ? lock : "lock";
    return start + "Of" + Character.toUpperCase(step.charAt(0)) + step.substring(1);
  }

  /** {@code createOrder} becomes {@code CREATE_ORDER}. */
  static String constant(String method) {
    return BORDER.matcher(method).replaceAll("_").toUpperCase(Locale.ROOT);
  }

  /** Whether a view has a method of that name anyway. */
  static boolean isInherited(String method) {
    return OF_VIEW.contains(method) || OF_OBJECT.contains(method);
  }

  /** A static method of such a name would make method references to it ambiguous. */
  static String invoker(String method, Set<String> taken) {
    return OF_OBJECT.contains(method) ? unique(method + "Call", "Call", taken) : method;
  }

  /** The name, with as many suffixes as make it new; it is taken from then on. */
  static String unique(String name, String suffix, Set<String> taken) {
    String candidate = name;
    while (!taken.add(candidate)) {
      candidate += suffix;
    }
    return candidate;
  }
}
