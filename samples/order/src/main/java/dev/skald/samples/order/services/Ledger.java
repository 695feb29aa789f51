package dev.skald.samples.order.services;

import dev.skald.samples.order.wire.Entry;
import dev.skald.samples.order.wire.Entry.Event;
import dev.skald.samples.order.wire.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The books of one service, which only grow, as one transaction sees them. What it appends is
 * durable when the transaction is committed.
 *
 * @param connection the transaction's
 */
record Ledger(Connection connection) {

  static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS ledger (
        line INTEGER PRIMARY KEY,
        happened_at TEXT NOT NULL,
        event TEXT NOT NULL,
        operation TEXT NOT NULL,
        idempotency_key TEXT NOT NULL,
        run TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        note TEXT NOT NULL,
        answer TEXT NOT NULL
      )
      """;

  void append(Entry entry) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO ledger VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, entry.at().toString());
      insert.setString(2, entry.event().name());
      insert.setString(3, entry.operation());
      insert.setString(4, entry.key());
      insert.setString(5, entry.run());
      insert.setLong(6, entry.epoch());
      insert.setString(7, entry.note());
      insert.setString(8, Json.write(entry.answer()));
      insert.executeUpdate();
    }
  }

  List<Entry> entries() throws SQLException {
    return select("TRUE");
  }

  /** The effects that were not undone. */
  List<Entry> standing() throws SQLException {
    return select(
        "event = 'EFFECT' AND idempotency_key NOT IN"
            + " (SELECT idempotency_key FROM ledger WHERE event = 'UNDONE')");
  }

  /** A new number, such as {@code O-3}. */
  String number(String prefix) throws SQLException {
    return prefix + (1 + select("event = 'EFFECT'").size());
  }

  /** The effect with a key, or with an answer that has the id. */
  Optional<Entry> effect(String keyOrId) throws SQLException {
    return select(
            "event = 'EFFECT' AND ? IN (idempotency_key, json_extract(answer, '$.id'))", keyOrId)
        .stream()
        .findFirst();
  }

  boolean hasTombstone(String key) throws SQLException {
    return !select("event = 'TOMBSTONE' AND idempotency_key = ?", key).isEmpty();
  }

  private List<Entry> select(String where, String... arguments) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM ledger WHERE " + where + " ORDER BY line")) {
      for (int i = 0; i < arguments.length; i++) {
        select.setString(i + 1, arguments[i]);
      }
      List<Entry> entries = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(
              new Entry(
                  Instant.parse(row.getString("happened_at")),
                  Event.valueOf(row.getString("event")),
                  row.getString("operation"),
                  row.getString("idempotency_key"),
                  row.getString("run"),
                  row.getLong("epoch"),
                  row.getString("note"),
                  Json.read(row.getString("answer"), JsonNode.class)));
        }
      }
      return entries;
    }
  }
}
