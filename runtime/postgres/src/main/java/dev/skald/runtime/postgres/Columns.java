package dev.skald.runtime.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way to the server. Many are one array for each column, so that they are one
 * statement; a single one is given value by value, which costs the server half as much.
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

  boolean isEmpty() {
    return rows == 0;
  }

  Size size() {
    return switch (rows) {
      case 0 -> Size.NONE;
      case 1 -> Size.ONE;
      default -> Size.MANY;
    };
  }

  /** As a table in SQL, whose text depends on the size alone; for {@link #bindTable}. */
  String table() {
    return rows == 1 ? "(VALUES (" + parameters("") + "))" : "unnest(" + arrays() + ")";
  }

  /** As parameters in SQL, one array for each column; for {@link #bindArrays}. */
  String arrays() {
    return parameters("[]");
  }

  private String parameters(String suffix) {
    return columns.stream()
        .map(column -> "?::" + column.type + suffix)
        .collect(Collectors.joining(", "));
  }

  /** Binds what {@link #table} names, from a parameter on; answers the number of the next one. */
  int bindTable(PreparedStatement to, int from) throws SQLException {
    if (rows != 1) {
      return bindArrays(to, from);
    }
    int index = from;
    for (Column column : columns) {
      column.bindValue(to, index++);
    }
    return index;
  }

  /** The same for {@link #arrays}. */
  int bindArrays(PreparedStatement to, int from) throws SQLException {
    Connection connection = to.getConnection();
    int index = from;
    for (Column column : columns) {
      to.setArray(index++, connection.createArrayOf(column.type, column.array()));
    }
    return index;
  }

  /** How many rows, as far as the text of a statement depends on it. */
  enum Size {
    NONE,
    ONE,
    MANY
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

    /** A type that is always the same, also of NULL: another one would be another statement. */
    private void bindValue(PreparedStatement to, int index) throws SQLException {
      int sqlType =
          switch (type) {
            case "int4" -> Types.INTEGER;
            case "int8" -> Types.BIGINT;
            case "text" -> Types.VARCHAR;
            case "bytea" -> Types.BINARY;
            default -> Types.OTHER;
          };
      to.setObject(index, values.get(0), sqlType);
    }
  }
}
