/**
 * The language of Skald: annotate one plain class, and the compiler checks the whole saga.
 *
 * <pre>{@code
 * @Saga(name = "place-order", deadline = "2h")
 * public class PlaceOrder {
 *   private final Stock stock;
 *   private final Payments payments;
 *
 *   @Inject PlaceOrder(Stock stock, Payments payments) { ... }
 *
 *   @Step Reservation reserveStock(Cart cart, StepContext step) throws OutOfStock {
 *     return stock.reserve(cart.items(), step.idempotencyKey());
 *   }
 *   @Compensate("reserveStock") void releaseStock(Reservation reservation) {
 *     stock.release(reservation.id());
 *   }
 *
 *   @Step Payment chargePayment(Cart cart, Reservation reservation, StepContext step) throws CardDeclined {
 *     return payments.charge(cart.card(), reservation.total(), step.idempotencyKey());
 *   }
 * }
 * }</pre>
 *
 * <p>The order of steps comes from their parameters: {@code chargePayment} takes what {@code
 * reserveStock} returns, so it runs after it. {@code Cart} is returned by no step, so it is the
 * saga's input. From this class the annotation processor generates {@code PlaceOrderOrchestrator},
 * which application code calls.
 *
 * <p>This module has no dependency at all, not even on nullness annotations: nothing here accepts
 * or returns {@code null} unless its documentation says so.
 */
package dev.skald;
