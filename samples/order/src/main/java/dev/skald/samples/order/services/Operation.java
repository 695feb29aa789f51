package dev.skald.samples.order.services;

import java.sql.SQLException;
import tools.jackson.databind.JsonNode;

/** What a service can be asked for. */
sealed interface Operation {

  /** The operation's name, which is also its path. */
  String name();

  /** Has an effect, once for each idempotency key. */
  record Do(String name, Work work) implements Operation {}

  /** Undoes what a {@link Do} of the same service did. */
  record Undo(String name) implements Operation {}

  /** Has no effect. */
  record Ask(String name, Work work) implements Operation {}

  /** The trade itself. */
  interface Work {

    /**
     * Decides about a call, in its transaction. An effect is nothing but the answer in the books,
     * so there is nothing to do here but to look and answer.
     */
    Object decide(JsonNode body, Ledger books) throws DeclinedException, SQLException;
  }
}
