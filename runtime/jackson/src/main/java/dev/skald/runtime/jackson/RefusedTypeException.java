package dev.skald.runtime.jackson;

/** A type, or a value because of its type, that this codec refuses; the message says which. */
final class RefusedTypeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  RefusedTypeException(String message) {
    super(message);
  }
}
