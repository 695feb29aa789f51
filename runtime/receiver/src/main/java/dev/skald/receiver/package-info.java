/**
 * For services that sagas call: makes repeated calls one call, in the service's own transaction.
 *
 * <p>A saga calls its services at least once. It repeats a call whose answer was lost, and it may
 * undo a call that is still on its way. {@link dev.skald.receiver.Receiver} keeps, beside the
 * service's own tables and in the same transaction, what was done for which idempotency key. So the
 * effect takes place once, and never after its undo:
 *
 * <pre>{@code
 * Receiver receiver = new Receiver();
 *
 * // POST /reservations, with the saga's idempotency key
 * connection.setAutoCommit(false);
 * Answer answer = receiver.once(connection, key, () -> {
 *   if (stock.left(connection, article) < pieces) {
 *     return Answer.rejected("not enough left");
 *   }
 *   return Answer.of(stock.reserve(connection, article, pieces)); // the id of the reservation
 * });
 * connection.commit();
 *
 * // DELETE /reservations, with the key of the step that is undone
 * receiver.undo(connection, key, answer -> stock.release(connection, answer.text()));
 * connection.commit();
 * }</pre>
 *
 * <p>The patterns have names. A receiver that may be called twice and acts once is an <i>idempotent
 * receiver</i> (Hohpe and Woolf, Enterprise Integration Patterns); to remember what has arrived in
 * the transaction of its effect is an <i>inbox</i>; the mark that an undo leaves for a call that
 * has not come yet is a <i>tombstone</i>.
 *
 * <p>The package needs nothing but JDBC: a service that uses it knows nothing of sagas.
 */
@NullMarked
package dev.skald.receiver;

import org.jspecify.annotations.NullMarked;
