package dev.skald.samples.order.worker;

import dev.skald.samples.order.shop.Cart;
import dev.skald.samples.order.shop.Payment;
import java.util.Optional;

/**
 * What the worker is asked for, one line of its standard input.
 *
 * @param verb what to do
 * @param key with which run
 * @param cart the input of a run to start
 * @param payment what an operator says the charge's result is
 * @param operator who says so
 * @param reason why
 */
public record Command(
    Verb verb,
    String key,
    Optional<Cart> cart,
    Optional<Payment> payment,
    String operator,
    String reason) {

  /** What can be asked for. */
  public enum Verb {
    /** Start a run, and answer when it is durable. */
    START,
    /** Answer when a run has come to rest. */
    AWAIT,
    /** Supply the result of a stuck charge. */
    SUPPLY_PAYMENT
  }

  /**
   * Starts a run.
   *
   * @param key its business key
   * @param cart its input
   * @return the command
   */
  public static Command start(String key, Cart cart) {
    return new Command(Verb.START, key, Optional.of(cart), Optional.empty(), "", "");
  }

  /**
   * Waits for a run.
   *
   * @param key its business key
   * @return the command
   */
  public static Command await(String key) {
    return new Command(Verb.AWAIT, key, Optional.empty(), Optional.empty(), "", "");
  }

  /**
   * Decides about a stuck charge.
   *
   * @param key the run's business key
   * @param payment the charge's result
   * @param operator who decides
   * @param reason why
   * @return the command
   */
  public static Command supply(String key, Payment payment, String operator, String reason) {
    return new Command(
        Verb.SUPPLY_PAYMENT, key, Optional.empty(), Optional.of(payment), operator, reason);
  }
}
