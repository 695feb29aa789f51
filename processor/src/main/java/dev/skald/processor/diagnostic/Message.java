package dev.skald.processor.diagnostic;

import java.util.List;
import java.util.Locale;

/**
 * One message: what is the case, which rule that breaks, and what can be done.
 *
 * @param code the rule
 * @param fact what is the case, in one line that says enough on its own
 * @param details lines that show it, such as a trace; may be empty
 * @param rule why that cannot be, in one line
 * @param wayOut what to write instead
 */
public record Message(Code code, String fact, List<String> details, String rule, String wayOut) {

  /** Copies the list. */
  public Message {
    details = List.copyOf(details);
  }

  static Message of(Code code, String fact, String rule, String wayOut) {
    return new Message(code, fact, List.of(), rule, wayOut);
  }

  Message with(List<String> lines) {
    return new Message(code, fact, lines, rule, wayOut);
  }

  /**
   * The whole message.
   *
   * @return several lines, of which the first says the fact
   */
  public String text() {
    StringBuilder text = new StringBuilder(code.id()).append(": ").append(fact);
    details.forEach(detail -> text.append("\n      ").append(detail));
    text.append("\n  ").append(rule).append("\n  ").append(wayOut);
    String heading = code.id().toLowerCase(Locale.ROOT);
    return text.append("\n  More: docs/errors.md#").append(heading).toString();
  }
}
