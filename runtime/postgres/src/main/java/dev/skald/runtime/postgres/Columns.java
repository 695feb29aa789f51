package dev.skald.runtime.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way to the server: one array for each column, so that many rows are one statement.
 */
final class Columns {

  private final List<Column> columns = new ArrayList<>();
  private int rows;

  /** Names the types of the columns, as PostgreSQL calls them. */
  Columns(String... types) {
    for (String type : types) {
      columns.add(new Column(type, new ArrayList<>()));
    }
  }

  void add(@Nullable Object... row) {
    for (int i = 0; i < row.length; i++) {
      columns.get(i).values.add(row[i]);
    }
    rows++;
  }

  int rows() {
    return rows;
  }

  boolean isEmpty() {
    return rows == 0;
  }

  /** As it stands in SQL: one row for each element of the arrays. */
  String unnest() {
    return "unnest(" + arrays() + ")";
  }

  /** As parameters, one for each column. */
  String arrays() {
    return columns.stream()
        .map(column -> "?::" + column.type + "[]")
        .collect(Collectors.joining(", "));
  }

  /** Binds all columns, from a parameter on; answers the number of the next one. */
  int bind(PreparedStatement to, int from) throws SQLException {
    Connection connection = to.getConnection();
    int index = from;
    for (Column column : columns) {
      to.setArray(index++, connection.createArrayOf(column.type, column.array()));
    }
    return index;
  }

  private record Column(String type, List<@Nullable Object> values) {

    /** The driver sends arrays of these classes in binary form. */
    private Object[] array() {
      return switch (type) {
        case "int4" -> values.toArray(new Integer[0]);
        case "int8" -> values.toArray(new Long[0]);
        case "text" -> values.toArray(new String[0]);
        case "bytea" -> values.toArray(new byte[0][]);
        default -> values.toArray();
      };
    }
  }
}
