package dev.skald.proof;

/** The witness declines: definite, no effect. */
final class Declined extends Exception {

  private static final long serialVersionUID = 1L;

  Declined(String step) {
    super(step + " is declined");
  }
}
