package dev.skald.testkit;

/** Thrown in place of a call by {@link SagaFaults}: the service was not reached. */
public final class InjectedFaultException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InjectedFaultException(String message) {
    super(message + " (by the test)");
  }
}
