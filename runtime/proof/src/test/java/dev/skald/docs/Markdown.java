package dev.skald.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation.
 *
 * @param path its path from the root of the project
 * @param text its text
 */
record Markdown(String path, String text) {

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]+]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^(#{1,6}) (.+)$");
  private static final Pattern DIRECTIVE = Pattern.compile("^<!-- snippet: (.+) -->$");

  /**
   * A fenced block.
   *
   * @param page the page it is on
   * @param line the line of its fence, from 1
   * @param section the heading of level 2 that it stands under, empty for none
   * @param info what stands behind the opening fence, such as {@code java}
   * @param directive what the comment right above says of it, empty for none
   * @param code what is inside
   */
  record Block(String page, int line, String section, String info, String directive, String code) {

    @Override
    public String toString() {
      return page + ":" + line;
    }
  }

  /** The fenced blocks, in order. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    String section = "";
    String directive = "";
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher comment = DIRECTIVE.matcher(line);
      if (line.startsWith("```")) {
        int end = i + 1;
        while (!lines.get(end).equals("```")) {
          end++;
        }
        String code = String.join("\n", lines.subList(i + 1, end)) + "\n";
        blocks.add(new Block(path, i + 1, section, line.substring(3), directive, code));
        i = end;
        directive = "";
      } else if (comment.matches()) {
        directive = comment.group(1);
      } else if (line.startsWith("## ")) {
        section = line.substring(3);
      }
    }
    return blocks;
  }

  /** The fenced blocks of one language. */
  List<Block> blocks(String info) {
    return blocks().stream().filter(block -> block.info().equals(info)).toList();
  }

  /** Where links lead to, as written. */
  List<String> links() {
    List<String> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(prose());
    while (matcher.find()) {
      links.add(matcher.group(1));
    }
    return links;
  }

  /** The names by which links find headings: lower case, no punctuation, hyphens for blanks. */
  List<String> anchors() {
    return prose()
        .lines()
        .map(HEADING::matcher)
        .filter(Matcher::matches)
        .map(heading -> heading.group(2).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .toList();
  }

  /** Everything but the fenced blocks. */
  String prose() {
    return text.replaceAll("(?ms)^```.*?^```$", "");
  }
}
