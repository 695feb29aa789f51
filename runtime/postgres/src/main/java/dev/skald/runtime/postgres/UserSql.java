package dev.skald.runtime.postgres;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads SQL of user code as far as it takes to know that it neither ends the transaction it runs
 * in, nor touches the journal, nor changes the connection. One statement at a time.
 */
final class UserSql {

  private static final Set<String> ALLOWED =
      Set.of(
          "(",
          "alter",
          "create",
          "delete",
          "drop",
          "explain",
          "insert",
          "merge",
          "select",
          "table",
          "truncate",
          "update",
          "values",
          "with");

  private static final Pattern DOLLAR = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)?\\$");

  private static final String END = "";

  private final String sql;
  private final String schema;
  private int at;

  private UserSql(String sql, String schema) {
    this.sql = sql;
    this.schema = schema;
  }

  /** Refuses what is not allowed. */
  static void check(String sql, String schema) throws SQLException {
    new UserSql(sql, schema).statement();
  }

  private void statement() throws SQLException {
    int words = 0;
    boolean complete = false;
    for (String token = next(); !token.equals(END); token = next()) {
      if (token.equals(";")) {
        complete = words > 0;
      } else if (complete) {
        throw Errors.refused("\"" + sql + "\"", "run one statement at a time");
      } else {
        if (words == 0) {
          checkFirst(token);
        }
        words++;
      }
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

  /** A word or sign, in lower case; a string is a single quote. Nothing of comments. */
  private String next() throws SQLException {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end + 1;
      } else if (sql.startsWith("/*", at)) {
        skipComment();
      } else if (c == '\'') {
        skipString(false);
        return "'";
      } else if (c == '"') {
        return name(quoted());
      } else if (c == '$' && skipDollars()) {
        return "'";
      } else if (isPartOfName(c)) {
        return word();
      } else {
        at++;
        return Character.toString(c);
      }
    }
    return END;
  }

  /** Comments stand in comments. */
  private void skipComment() {
    int depth = 0;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < sql.length());
  }

  /** A doubled quote stands for itself; behind an E so does what follows a backslash. */
  private void skipString(boolean escapes) {
    at++;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c == '\\' && escapes) {
        at++;
      } else if (c == '\'') {
        if (at == sql.length() || sql.charAt(at) != '\'') {
          return;
        }
        at++;
      }
    }
  }

  private boolean skipDollars() {
    Matcher opening = DOLLAR.matcher(sql).region(at, sql.length());
    if (!opening.lookingAt()) {
      return false;
    }
    int end = sql.indexOf(opening.group(), opening.end());
    at = end < 0 ? sql.length() : end + opening.group().length();
    return true;
  }

  private String quoted() {
    StringBuilder name = new StringBuilder();
    at++;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c == '"') {
        if (at == sql.length() || sql.charAt(at) != '"') {
          break;
        }
        at++;
      }
      name.append(c);
    }
    return name.toString();
  }

  private String word() throws SQLException {
    int from = at;
    while (at < sql.length() && isPartOfName(sql.charAt(at))) {
      at++;
    }
    String word = sql.substring(from, at).toLowerCase(Locale.ROOT);
    boolean string = at < sql.length() && sql.charAt(at) == '\'';
    if (string && (word.equals("e") || word.equals("b") || word.equals("x") || word.equals("n"))) {
      skipString(word.equals("e"));
      return "'";
    }
    if (word.equals("u") && sql.startsWith("&\"", at)) {
      throw Errors.refused("\"" + sql + "\"", "write names without U&");
    }
    return name(word);
  }

  private static boolean isPartOfName(char c) {
    return c == '_' || c == '$' || c > 127 || Character.isLetterOrDigit(c);
  }

  private String name(String name) throws SQLException {
    if (name.equals(schema)) {
      throw Errors.refused("\"" + name + "\"", "what is in this schema is the journal's");
    }
    return name.equals(END) ? "\"" : name;
  }
}
