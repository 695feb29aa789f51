package dev.skald.processor.render;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last touches that JavaPoet has no means for, so that generated code reads as if written. */
final class Layout {

  private static final Pattern TRAILING_SPACE = Pattern.compile("(?m) +$");
  private static final Pattern EMPTY_BODY = Pattern.compile("\\) \\{\\n +\\}");
  private static final Pattern SHORT_JAVADOC =
      Pattern.compile("(?m)^( *)/\\*\\*\\n +\\* (.{1,88})\\n +\\*/$");
  private static final Pattern HEADER =
      Pattern.compile("(?m)^((?:public )?final class \\w+) (extends .*<.*> \\{)$");
  private static final Pattern SHORT_FIELD = Pattern.compile("(?m)^( +\\S.* =)\\n +(\\S.*;)$");

  private Layout() {}

  static String tidy(String source) {
    String text = TRAILING_SPACE.matcher(source).replaceAll("");
    text = EMPTY_BODY.matcher(text).replaceAll(") {}");
    text = SHORT_JAVADOC.matcher(text).replaceAll("$1/** $2 */");
    text = HEADER.matcher(text).replaceFirst("$1\n    $2\n");
    // The dollar signs in a user's names are no references to groups.
    return SHORT_FIELD
        .matcher(text)
        .replaceAll(field -> Matcher.quoteReplacement(oneLineIfItFits(field)));
  }

  private static String oneLineIfItFits(MatchResult field) {
    String line = field.group(1) + " " + field.group(2);
    return line.length() <= 100 ? line : field.group();
  }
}
