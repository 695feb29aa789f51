package dev.skald.samples.order.wire;

/** The headers that go with each call. */
public final class Headers {

  /** The same for all attempts of a step: what makes repeated calls one call. */
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** The business key of the run, for the services' books. */
  public static final String RUN = "Saga-Run";

  /** Grows whenever the run gets another owner: lets a service refuse one that was passed over. */
  public static final String EPOCH = "Saga-Epoch";

  private Headers() {}
}
