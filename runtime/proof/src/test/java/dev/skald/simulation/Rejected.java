package dev.skald.simulation;

/** A service declines: there was no effect, and there will be none. */
final class Rejected extends Exception {

  private static final long serialVersionUID = 1L;

  Rejected(String what) {
    super(what);
  }
}
