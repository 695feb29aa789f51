package dev.skald.processor.render;

import java.util.List;

/** The last touches that JavaPoet has no means for, so that generated code reads as if written. */
final class Layout {

  private static final int LONGEST = 100;
  private static final int LONGEST_JAVADOC = 88;

  private final List<String> lines;
  private final StringBuilder text = new StringBuilder();
  private int at;
  private boolean headed;

  private Layout(String source) {
    this.lines = source.lines().map(String::stripTrailing).toList();
  }

  static String tidy(String source) {
    return new Layout(source).text();
  }

  /** Each line by itself or together with those below it, once from top to bottom. */
  private String text() {
    while (at < lines.size()) {
      if (!(emptyBody() || shortJavadoc() || shortField() || header())) {
        add(lines.get(at), 1);
      }
    }
    return text.toString();
  }

  private void add(String line, int used) {
    text.append(line).append('\n');
    at += used;
  }

  /** A line below the current one, without its indentation; empty for the outermost level. */
  private String below(int lines) {
    String line = at + lines < this.lines.size() ? this.lines.get(at + lines) : "";
    return line.startsWith(" ") ? line.stripLeading() : "";
  }

  private boolean emptyBody() {
    boolean found = lines.get(at).endsWith(") {") && below(1).startsWith("}");
    if (found) {
      add(lines.get(at) + below(1), 2);
    }
    return found;
  }

  private boolean shortJavadoc() {
    String start = lines.get(at);
    String content = below(1);
    boolean found =
        start.endsWith("/**")
            && below(2).equals("*/")
            && content.startsWith("* ")
            && content.length() <= 2 + LONGEST_JAVADOC;
    if (found) {
      add(start + content.substring(1) + " */", 3);
    }
    return found;
  }

  private boolean shortField() {
    String line = lines.get(at);
    String whole = line + " " + below(1);
    boolean found = line.endsWith(" =") && whole.endsWith(";") && whole.length() <= LONGEST;
    if (found) {
      add(whole, 2);
    }
    return found;
  }

  /** Only the outermost class has its supertype on a line of its own. */
  private boolean header() {
    String line = lines.get(at);
    int split = line.indexOf(" extends ");
    boolean found =
        !headed
            && split > 0
            && (line.startsWith("final class ") || line.startsWith("public final class "));
    if (found) {
      headed = true;
      add(line.substring(0, split) + "\n   " + line.substring(split) + "\n", 1);
    }
    return found;
  }
}
