package dev.skald.runtime.engine;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A child's name as journaled: its saga, a line feed (which no name has), and its business key. */
final class ChildRef {

  private ChildRef() {}

  static Payload encode(RunKey child) {
    String text = child.saga() + "\n" + child.key();
    return new Payload(child, text.getBytes(StandardCharsets.UTF_8));
  }

  static RunKey decode(byte @Nullable [] bytes) {
    String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    if (end < 0) {
      throw new UnreadableException("The name of a child cannot be read");
    }
    return new RunKey(text.substring(0, end), text.substring(end + 1));
  }
}
