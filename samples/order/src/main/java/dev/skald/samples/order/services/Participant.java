package dev.skald.samples.order.services;

import dev.skald.samples.order.services.Operation.Work;
import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import dev.skald.samples.order.wire.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * What makes a service a good participant of sagas: each call takes effect once for its key, and
 * what was undone, or was undone before it came, never happens again. Safe for use by any thread.
 */
final class Participant {

  private final Ledger books;

  Participant(Ledger books) {
    this.books = books;
  }

  /** Does it, or gives the answer that was given before. */
  synchronized Answer perform(Call call, Work work) {
    if (books.entries().stream().anyMatch(e -> isUndo(e) && e.key().equals(call.key()))) {
      return Answer.no(Answer.REFUSED, "undone: " + call.key());
    }
    long latest = books.epoch(call.run());
    if (call.epoch() < latest) {
      return Answer.no(
          Answer.REFUSED, "epoch " + call.epoch() + " was passed over by epoch " + latest);
    }
    return books
        .decision(call.key())
        .map(Participant::recorded)
        .orElseGet(() -> decide(call, work));
  }

  private Answer decide(Call call, Work work) {
    try {
      JsonNode answer = Json.tree(work.decide(call.body(), books));
      books.append(call.entry(Event.EFFECT, "", answer));
      return Answer.ok(answer);
    } catch (DeclinedException e) {
      books.append(call.entry(Event.DECLINED, e.getMessage()));
      return Answer.declined(e.getMessage());
    }
  }

  /**
   * Undoes what the call names by its key or by the id it was answered with. Where there is nothing
   * to undo, it only makes sure that there never will be.
   */
  synchronized Answer undo(Call call) {
    Optional<Entry> effect = effect(call.key());
    String key = effect.map(Entry::key).orElse(call.key());
    List<Entry> undos =
        books.entries().stream().filter(e -> isUndo(e) && e.key().equals(key)).toList();
    if (undos.isEmpty()) {
      String run = effect.map(Entry::run).orElse(call.run());
      Call undo = new Call(call.operation(), key, run, call.epoch(), call.body());
      books.append(undo.entry(effect.isPresent() ? Event.UNDONE : Event.TOMBSTONE, ""));
    }
    return Answer.ok(NullNode.getInstance());
  }

  private Optional<Entry> effect(String keyOrId) {
    return books.entries().stream()
        .filter(e -> e.event() == Event.EFFECT)
        .filter(e -> e.key().equals(keyOrId) || e.answer().path("id").asString("").equals(keyOrId))
        .findFirst();
  }

  private static boolean isUndo(Entry entry) {
    return entry.event() == Event.UNDONE || entry.event() == Event.TOMBSTONE;
  }

  private static Answer recorded(Entry decision) {
    return decision.event() == Event.EFFECT
        ? Answer.ok(decision.answer())
        : Answer.declined(decision.note());
  }
}
