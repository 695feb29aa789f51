/**
 * What application code sees of the runtime: the engine, handles, outcomes, views and operator
 * verbs. Calls go through generated orchestrators.
 *
 * <pre>{@code
 * PlaceOrderOrchestrator placeOrder = injector.getInstance(PlaceOrderOrchestrator.class);
 * SagaHandle<OrderPlaced> saga = placeOrder.start("order-4711", cart);  // durable when it returns
 * switch (saga.await(Duration.ofSeconds(30))) { ... }                   // Completed, Compensated, ...
 * }</pre>
 */
@NullMarked
package dev.skald.runtime;

import org.jspecify.annotations.NullMarked;
