/**
 * What users test their sagas with: an engine in virtual time, scripted services, assertions that
 * show the run, and every fault at every step.
 *
 * <pre>{@code
 * class PlaceOrderTest {
 *
 *   @RegisterExtension final TestSkald skald = TestSkald.create();
 *
 *   final Script<Payments> payments = skald.script(Payments.class, new InMemoryPayments());
 *   final PlaceOrderOrchestrator placeOrder =
 *       new PlaceOrderOrchestrator(skald.engine(), new PlaceOrder(stock, payments.client()));
 *
 *   @Test
 *   void aDeclinedCardGivesTheGoodsBack() {
 *     payments.next(p -> p.charge(null, null, null)).fails(new CardDeclined("no money"));
 *
 *     SagaHandle<OrderPlaced> run = placeOrder.start("order-1", cart);
 *     run.await(Duration.ofDays(1)); // virtual days: this takes milliseconds
 *
 *     skald.assertThat(run).isCompensated().undid(Steps.RESERVE_STOCK);
 *   }
 * }
 * }</pre>
 *
 * <p>{@link dev.skald.testkit.TestSkald} is the entry, {@link dev.skald.testkit.SagaFaults} the
 * search for what a saga forgets. Whoever implements the runtime's SPI finds its contract tests in
 * {@code dev.skald.testkit.contract}.
 */
@NullMarked
package dev.skald.testkit;

import org.jspecify.annotations.NullMarked;
