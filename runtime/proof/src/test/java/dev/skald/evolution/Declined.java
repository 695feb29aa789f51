package dev.skald.evolution;

/** A service says no, and nothing happened. */
public final class Declined extends Exception {

  private static final long serialVersionUID = 1L;

  Declined(String what) {
    super(what + " is declined");
  }
}
