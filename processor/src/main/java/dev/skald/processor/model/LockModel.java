package dev.skald.processor.model;

/**
 * A lock that a run takes before a step.
 *
 * @param name the lock's name
 * @param invoker the name of the generated method that reads its key
 * @param value what the key is read from
 * @param key how it is read
 */
public record LockModel(String name, String invoker, CallModel.Argument value, Key key) {

  /** How a key is read from a value. */
  public sealed interface Key {

    /** The value is the key, or the list of keys. */
    record Itself() implements Key {}

    /**
     * A component of the value is.
     *
     * @param name the component
     */
    record Component(String name) implements Key {}

    /**
     * A component of each item of the value is.
     *
     * @param item the record that the items are
     * @param name the component
     */
    record OfItems(JavaType.Declared item, String name) implements Key {}
  }
}
