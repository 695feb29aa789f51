/**
 * An online shop that places orders with four services, and a demo that does its worst to it. A
 * guided tour, in the order in which it is best read:
 *
 * <ol>
 *   <li>{@link dev.skald.samples.order.PlaceOrder} is <b>the saga</b>: five steps, two undos, one
 *       point of no return. From it the annotation processor makes {@code PlaceOrderOrchestrator}.
 *   <li>{@link dev.skald.samples.order.shop} is what the saga sees of the shop: interfaces of the
 *       services, records, and one checked exception for each way to be declined.
 *   <li>{@link dev.skald.samples.order.clients} calls the services over HTTP. {@code ServiceCaller}
 *       is the file to copy: it passes the idempotency key on and sorts the answers.
 *   <li>{@link dev.skald.samples.order.worker} is the application: {@code WorkerMain} has the whole
 *       wiring with Guice, {@code Commands} starts runs, waits for them and resolves a stuck one.
 *   <li>{@link dev.skald.samples.order.services} are the four services, each with a database of its
 *       own. {@code Participant} shows how the receiver makes a service safe to retry and to undo,
 *       in the transaction of its effect: recorded answers, tombstones, epochs.
 *   <li>{@link dev.skald.samples.order.demo} directs: it kills the orchestrator in the middle of an
 *       order, loses replies, and in the end audits the services' books.
 *   <li>{@link dev.skald.samples.order.Main} starts the demo:
 *       <pre>{@code mvn -q -Pdemo -pl samples/order -am package}</pre>
 * </ol>
 *
 * <p>Three processes take part: the director, the services, and the orchestrator, which is killed
 * and started again on the same journal file. Nothing listens on any but the loopback address, and
 * all files are in one temporary folder.
 */
package dev.skald.samples.order;
