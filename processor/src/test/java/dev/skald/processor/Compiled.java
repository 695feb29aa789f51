package dev.skald.processor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came of a compilation: what was said, and what was generated. */
public record Compiled(List<Said> said, Map<String, String> generated) {

  private static final Pattern CODE = Pattern.compile("SKALD\\d{3}");

  /** One diagnostic of the compiler or of ours. */
  public record Said(String file, long line, boolean error, String text) {

    /** The code of our own diagnostics. */
    public Optional<String> code() {
      Matcher matcher = CODE.matcher(text);
      return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    @Override
    public String toString() {
      return file + ":" + line + (error ? " error: " : " warning: ") + text;
    }
  }

  /** The errors alone. */
  public List<Said> errors() {
    return said.stream().filter(Said::error).toList();
  }

  /** The whole message of a code, which must have been said once. */
  public String message(String code) {
    List<Said> found = said.stream().filter(s -> s.code().equals(Optional.of(code))).toList();
    if (found.size() != 1) {
      throw new AssertionError("Expected " + code + " once, but was said: " + said);
    }
    return found.get(0).text();
  }
}
