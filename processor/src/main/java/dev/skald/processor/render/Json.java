package dev.skald.processor.render;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes maps, lists, strings, numbers and booleans as JSON, indented for people. */
final class Json {

  private final StringBuilder text = new StringBuilder();

  private Json() {}

  /** Leaves out members that are empty optionals. */
  static String text(Map<String, ?> object) {
    Json json = new Json();
    json.object(object, "\n");
    return json.text.append('\n').toString();
  }

  private void value(Object value, String indent) {
    if (value instanceof Map<?, ?> object) {
      object(object, indent);
    } else if (value instanceof List<?> list) {
      list(list, indent);
    } else if (value instanceof String string) {
      string(string);
    } else if (value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      throw new IllegalArgumentException("JSON has no " + value.getClass());
    }
  }

  private void object(Map<?, ?> object, String indent) {
    text.append('{');
    String before = indent + "  ";
    for (Map.Entry<?, ?> member : object.entrySet()) {
      Object value =
          member.getValue() instanceof Optional<?> maybe ? maybe.orElse(null) : member.getValue();
      if (value != null) {
        text.append(before);
        string((String) member.getKey());
        text.append(": ");
        value(value, indent + "  ");
        before = "," + indent + "  ";
      }
    }
    text.append(before.startsWith(",") ? indent : "").append('}');
  }

  private void list(List<?> list, String indent) {
    boolean ofObjects = list.stream().anyMatch(Map.class::isInstance);
    String before = ofObjects ? indent + "  " : "";
    text.append('[');
    for (Object item : list) {
      text.append(before);
      value(item, indent + "  ");
      before = ofObjects ? "," + indent + "  " : ", ";
    }
    text.append(ofObjects ? indent : "").append(']');
  }

  /** Escapes all that is not printable ASCII, so that no encoding can harm it. */
  private void string(String string) {
    text.append('"');
    for (char c : string.toCharArray()) {
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
