package dev.skald.runtime.sqlite;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads SQL of user code as far as it takes to know that it neither ends the transaction it runs
 * in, nor touches the journal, nor changes the connection. One statement at a time: of several, the
 * driver runs the first and says nothing of the others, or runs all, depending on the method.
 */
final class UserSql {

  private static final Set<String> ALLOWED =
      Set.of(
          "alter", "create", "delete", "drop", "explain", "insert", "replace", "select", "update",
          "values", "with");

  private static final Pattern TRIGGER = Pattern.compile("create( temp| temporary)? trigger");

  private static final String OURS = "skald_";
  private static final String END = "";
  private static final char BYTE_ORDER_MARK = '\ufeff'; // which SQLite takes for space

  private final String sql;
  private int at;
  private boolean temporary;

  private UserSql(String sql) {
    this.sql = sql;
  }

  /** Refuses what is not allowed; answers what was read. */
  static UserSql check(String sql) throws SQLException {
    UserSql read = new UserSql(sql);
    read.statement();
    return read;
  }

  /** Whether it may make something that the connection keeps when the transaction is over. */
  boolean temporary() {
    return temporary;
  }

  private void statement() throws SQLException {
    StringBuilder head = new StringBuilder();
    int words = 0;
    String before = "";
    String last = "";
    boolean complete = false;
    for (String token = next(); !token.equals(END); token = next()) {
      if (token.equals(";")) {
        // In the body of a trigger each statement has its semicolon; behind the last comes END.
        boolean trigger = TRIGGER.matcher(head).matches();
        complete = words > 0 && (!trigger || before.equals(";") && last.equals("end"));
      } else if (complete) {
        throw Errors.refused("\"" + sql + "\"", "run one statement at a time");
      } else {
        if (words == 0) {
          checkFirst(token);
        }
        if (words < 3 && !TRIGGER.matcher(head).matches()) {
          head.append(words == 0 ? "" : " ").append(token);
        }
        words++;
      }
      before = last;
      last = token;
    }
  }

  private static void checkFirst(String word) throws SQLException {
    if (!ALLOWED.contains(word)) {
      throw Errors.refused(
          word.toUpperCase(Locale.ROOT),
          "such a statement could end the transaction or change the connection. Use those that"
              + " read or change rows, or that create, alter or drop what is yours");
    }
  }

  /** A word or sign, in lower case; what is quoted begins with a quote. Nothing of comments. */
  private String next() throws SQLException {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (Character.isWhitespace(c) || c == BYTE_ORDER_MARK) {
        at++;
      } else if (sql.startsWith("--", at)) {
        skipTo("\n");
      } else if (sql.startsWith("/*", at)) {
        at += 2;
        skipTo("*/");
      } else if (c == '\'' || c == '"' || c == '`' || c == '[') {
        return "'" + name(quoted(c == '[' ? ']' : c));
      } else if (c == '$' || c == '@' || c == ':' || c == '#') {
        return parameter();
      } else if (isPartOfName(c)) {
        return name(word());
      } else {
        at++;
        return Character.toString(c);
      }
    }
    return END;
  }

  private void skipTo(String end) {
    int found = sql.indexOf(end, at);
    at = found < 0 ? sql.length() : found + end.length();
  }

  private String quoted(char end) {
    int from = ++at;
    while (at < sql.length()) {
      if (sql.charAt(at++) == end) {
        if (end == ']' || at == sql.length() || sql.charAt(at) != end) {
          return sql.substring(from, at - 1);
        }
        at++; // doubled, it stands for itself
      }
    }
    return sql.substring(from);
  }

  private String word() {
    int from = at;
    while (at < sql.length() && isPartOfName(sql.charAt(at))) {
      at++;
    }
    return sql.substring(from, at);
  }

  private static boolean isPartOfName(char c) {
    return c == '_' || c == '$' || c > 127 || Character.isLetterOrDigit(c);
  }

  /** SQLite takes a bracket behind it, with all that is in it, for a part of its name. */
  private String parameter() throws SQLException {
    at++;
    String name = word();
    if (sql.startsWith("(", at) || sql.startsWith("::", at)) {
      throw Errors.refused("The parameter \"" + name + "\"", "its name must be a plain one");
    }
    return "$" + name;
  }

  /** SQLite takes a string for a name where it needs one. */
  private String name(String text) throws SQLException {
    String name = text.toLowerCase(Locale.ROOT);
    if (name.startsWith(OURS)) {
      throw Errors.refused("\"" + text + "\"", "names that begin with skald_ are the journal's");
    }
    temporary |= name.equals("temp") || name.equals("temporary");
    return name;
  }
}
