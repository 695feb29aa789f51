package dev.skald.runtime.postgres;

import dev.skald.runtime.postgres.Tenure.Hold;
import dev.skald.runtime.spi.JournalWrite.Answer;
import dev.skald.runtime.spi.Letter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What nodes want of each other's runs. */
final class Letters {

  private static final String SEND =
      "INSERT INTO letter (id, run, saga, key, shard, kind, body) VALUES (?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (id) DO NOTHING";

  static final String UNANSWERED =
      "SELECT id, run, saga, key, kind, body FROM letter WHERE shard = ANY (?) AND answer IS NULL"
          + " ORDER BY number LIMIT ?";

  private static final String ANSWER =
      "WITH "
          + Flush.FENCE
          + " UPDATE letter l SET answer = ?, answered_at = clock_timestamp() FROM fence f"
          + " WHERE l.id = ? AND l.shard = f.id AND l.answer IS NULL";

  private static final String ANSWERS =
      "SELECT id, answer FROM letter WHERE id = ANY (?) AND answer IS NOT NULL";

  /** In small pieces: it is done while the lease waits to be renewed again. */
  static final String PURGE =
      "DELETE FROM letter WHERE id IN (SELECT id FROM letter"
          + " WHERE answered_at < clock_timestamp() - interval '15 minutes' LIMIT 1000)";

  private final Tenure tenure;
  private final Place place;

  Letters(Tenure tenure, Place place) {
    this.tenure = tenure;
    this.place = place;
  }

  void send(Connection connection, Letter letter) throws SQLException {
    for (String text : List.of(letter.saga(), letter.key(), letter.kind())) {
      if (!Rows.canBeKept(text)) {
        throw Errors.notKept(place, "text of a letter", text);
      }
    }
    try (PreparedStatement insert = connection.prepareStatement(SEND)) {
      insert.setObject(1, letter.id());
      insert.setObject(2, letter.run());
      insert.setString(3, letter.saga());
      insert.setString(4, letter.key());
      insert.setInt(5, Shards.of(letter.saga(), letter.key()));
      insert.setString(6, letter.kind());
      insert.setBytes(7, letter.body());
      insert.executeUpdate();
    }
  }

  List<Letter> unanswered(Connection connection, int limit) throws SQLException {
    List<Letter> letters = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(UNANSWERED)) {
      query.setArray(1, connection.createArrayOf("int4", tenure.holds().keySet().toArray()));
      query.setInt(2, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          letters.add(
              new Letter(
                  Rows.uuid(row, 1),
                  Rows.uuid(row, 2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getBytes(6)));
        }
      }
    }
    return letters;
  }

  void answer(Connection connection, Answer answer) throws SQLException {
    Columns fence = new Columns("int4", "int8", "int8");
    Map<Integer, Hold> holds = tenure.holds();
    holds.forEach((shard, hold) -> fence.add(shard, hold.epoch(), hold.turn()));
    try (PreparedStatement update = connection.prepareStatement(ANSWER.formatted(fence.table()))) {
      int index = fence.bindTable(update, 1);
      update.setObject(index, tenure.node());
      update.setBytes(index + 1, answer.bytes());
      update.setObject(index + 2, answer.letter());
      update.executeUpdate();
    }
  }

  Map<UUID, byte[]> answers(Connection connection, Collection<UUID> ids) throws SQLException {
    Map<UUID, byte[]> answers = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(ANSWERS)) {
      query.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          answers.put(Rows.uuid(row, 1), row.getBytes(2));
        }
      }
    }
    return answers;
  }
}
