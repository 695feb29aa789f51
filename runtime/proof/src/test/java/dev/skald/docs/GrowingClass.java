package dev.skald.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The source of a class to which a page adds member by member, as its reader would: a member that
 * is there already, by its name, is replaced.
 */
final class GrowingClass {

  private static final Pattern NAME =
      Pattern.compile("(?m)^ *(?!@|//|/?\\*)(?:[^(;{=]*?)\\b(\\w+) *(?:\\(|;|=|(?:permits.*)?\\{)");

  private GrowingClass() {}

  /**
   * Adds members.
   *
   * @param source the class, formatted as all our sources are
   * @param members what is added, with blank lines between
   * @param before the member that new ones are put before, empty for the end
   * @return the class with the members
   */
  static String with(String source, String members, String before) {
    int open = source.indexOf("{\n") + 2;
    int close = source.lastIndexOf('}');
    List<String> all = members(source.substring(open, close));
    for (String member : members(members)) {
      int place = places(all).indexOf(name(member));
      if (place >= 0) {
        all.set(place, member);
      } else {
        int next = before.isEmpty() ? all.size() : places(all).indexOf(before);
        if (next < 0) {
          throw new AssertionError("There is no " + before + " to put " + name(member) + " before");
        }
        all.add(next, member);
      }
    }
    return source.substring(0, open) + String.join("\n\n", all) + "\n" + source.substring(close);
  }

  private static List<String> places(List<String> members) {
    return members.stream().map(GrowingClass::name).toList();
  }

  /** Blank lines part them, but not those inside of braces. */
  private static List<String> members(String code) {
    List<String> members = new ArrayList<>();
    StringBuilder member = new StringBuilder();
    for (String part : code.strip().split("\n\n")) {
      member.append(member.isEmpty() ? "" : "\n\n").append(part);
      if (count(member, '{') == count(member, '}')) {
        members.add(member.toString());
        member.setLength(0);
      }
    }
    return members;
  }

  private static long count(CharSequence code, char sign) {
    return code.chars().filter(c -> c == sign).count();
  }

  private static String name(String member) {
    Matcher name = NAME.matcher(member);
    if (!name.find()) {
      throw new AssertionError("No member of a class: " + member);
    }
    return name.group(1);
  }
}
