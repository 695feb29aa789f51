package dev.skald.processor.diagnostic;

import java.util.List;
import java.util.Optional;

/** What is said of locks; see {@link Wording}. */
public final class LockWording {

  private static final String KEY =
      "The key is the value itself, or its record component of the lock's name: a String, a whole "
          + "number, a UUID, an enum, or a List of these.";
  private static final String LOCKS =
      "A run holds its locks to its end, so two runs that take two locks in different orders wait "
          + "for each other for ever.";

  private LockWording() {}

  /** A lock without a name. */
  public static Message lockName(String name) {
    return Message.of(
        Code.EXCLUSIVE_KEY,
        "\"" + Wording.abridged(name) + "\" cannot be the name of a lock.",
        "All sagas of a journal share a lock by its name, which has 1 to 100 characters.",
        "Name what the key identifies, such as \"sku\".");
  }

  /** A lock without a key. */
  public static Message lockKey(String name, String parameter, Optional<String> found) {
    return Message.of(
        Code.EXCLUSIVE_KEY,
        "@Exclusive(\""
            + name
            + "\") finds no key in "
            + parameter
            + found.map(type -> ": its " + name + " is a " + type).orElse("")
            + ".",
        KEY,
        "Name a record component that is a key, or take the key itself.");
  }

  /** A key that nobody may see. */
  public static Message lockSensitive(String name, String type) {
    return Message.of(
        Code.EXCLUSIVE_KEY,
        "@Exclusive(\"" + name + "\") takes its key from a @Sensitive component of " + type + ".",
        "The key of a lock is shown to whoever looks why a run waits.",
        "Take an id that may be seen, or remove @Sensitive.");
  }

  /** A lock that is taken twice. */
  public static Message lockTwice(String step, String lock, String other) {
    boolean same = step.equals(other);
    return Message.of(
        Code.EXCLUSIVE_TWICE,
        same
            ? step + " takes the lock " + lock + " twice."
            : step + " takes the lock " + lock + ", and so does " + other + ".",
        "A run takes all keys of a lock together: two runs that take them one by one may wait for "
            + "each other for ever.",
        same
            ? "Take both keys in one List."
            : "Take all keys in the first of the two steps, as a List; they are held to the end.");
  }

  /** A lock that the parent holds already. */
  public static Message lockOfChild(String saga, String lock, List<String> trace) {
    return Message.of(
            Code.LOCK_ORDER,
            saga + " holds the lock " + lock + " while a saga that it starts waits for it.",
            "A run holds its locks to its end, and waits for its children before.",
            "Take the lock in one of the two only.")
        .with(trace);
  }

  /** Locks that are taken in different orders. */
  public static Message lockOrder(String held, String wanted, List<String> trace) {
    return Message.of(
            Code.LOCK_ORDER,
            "The locks " + held + " and " + wanted + " are taken in different orders.",
            LOCKS,
            "Take them in one order everywhere, or both at one step.")
        .with(trace);
  }

  /** One line of the trace of locks. */
  public static String waits(
      String saga, String held, String heldAt, String wanted, String wantedAt) {
    return saga
        + " holds "
        + held
        + " of "
        + heldAt
        + " while it waits for "
        + wanted
        + " at "
        + wantedAt;
  }

  /** Where a child takes a lock. */
  public static String inChild(String step, String child) {
    return step + " in " + child;
  }
}
