package dev.skald.samples.order.services;

import dev.skald.receiver.Answer;
import dev.skald.receiver.Receiver;
import dev.skald.receiver.ReceiverException;
import dev.skald.samples.order.services.Operation.Work;
import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import dev.skald.samples.order.wire.Json;
import java.sql.SQLException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * What makes a service a good participant of sagas: each call takes effect once for its key, and
 * what was undone, or was undone before it came, never happens again. All of that is the receiver's
 * work, in the transaction of the effect. Safe for use by any thread.
 */
final class Participant {

  private final Receiver receiver = new Receiver();
  private final Database database;

  Participant(Database database) {
    this.database = database;
  }

  /** Does it, or gives the answer that was given before. */
  Response perform(Call call, Work work) {
    return respond(
        connection -> {
          if (call.epoch() > 0) {
            receiver.fence(connection, call.key(), call.epoch());
          }
          Ledger books = new Ledger(connection);
          Answer answer = receiver.once(connection, call.key(), () -> decide(call, work, books));
          return answer.isRejected()
              ? Response.declined(answer.text())
              : Response.ok(Json.read(answer.text(), JsonNode.class));
        });
  }

  private static Answer decide(Call call, Work work, Ledger books) throws SQLException {
    try {
      JsonNode answer = Json.tree(work.decide(call.body(), books));
      books.append(call.entry(Event.EFFECT, "", answer));
      return Answer.of(Json.write(answer));
    } catch (DeclinedException e) {
      books.append(call.entry(Event.DECLINED, e.getMessage()));
      return Answer.rejected(e.getMessage());
    }
  }

  /**
   * Undoes what the call names by its key or by the id it was answered with. Where there is nothing
   * to undo, it only makes sure that there never will be.
   */
  Response undo(Call call) {
    return respond(
        connection -> {
          Ledger books = new Ledger(connection);
          Optional<Entry> effect = books.effect(call.key());
          String key = effect.map(Entry::key).orElse(call.key());
          String run = effect.map(Entry::run).orElse(call.run());
          Call undo = new Call(call.operation(), key, run, call.epoch(), call.body());
          boolean happened =
              receiver.undo(connection, key, answer -> books.append(undo.entry(Event.UNDONE, "")));
          if (!happened && !books.hasTombstone(key)) {
            books.append(undo.entry(Event.TOMBSTONE, ""));
          }
          return Response.ok(NullNode.getInstance());
        });
  }

  private Response respond(Database.Work<Response, RuntimeException> work) {
    try {
      return database.transaction(work);
    } catch (ReceiverException e) {
      return switch (e.reason()) {
        case UNDONE, PASSED_OVER -> Response.no(Response.REFUSED, e.getMessage());
        case INVALID_CALL -> Response.no(Response.BAD_REQUEST, e.getMessage());
        case INVALID_ANSWER, MISUSE -> throw e;
      };
    }
  }
}
