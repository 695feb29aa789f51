package dev.skald.samples.order.shop;

import java.util.Locale;

/**
 * An amount in euros.
 *
 * @param cents the amount in cents
 */
public record Money(long cents) {

  /** Nothing. */
  public static final Money ZERO = new Money(0);

  /**
   * Adds an amount.
   *
   * @param other the amount to add
   * @return the sum
   */
  public Money plus(Money other) {
    return new Money(Math.addExact(cents, other.cents));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "EUR %d.%02d", cents / 100, cents % 100);
  }
}
