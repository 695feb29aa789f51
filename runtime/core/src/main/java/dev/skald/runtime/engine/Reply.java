package dev.skald.runtime.engine;

import dev.skald.runtime.PayloadException;
import dev.skald.runtime.UnknownRunException;
import dev.skald.runtime.VerbRefusedException;
import java.nio.charset.StandardCharsets;

/**
 * What became of a wish.
 *
 * @param kind what
 * @param text for people, empty if there is nothing to say
 */
record Reply(Kind kind, String text) {

  /** Names are durable. */
  enum Kind {
    DONE,
    LATE,
    DUPLICATE,
    REFUSED,
    UNREADABLE,
    NO_RUN
  }

  static Reply of(Kind kind) {
    return new Reply(kind, "");
  }

  static Reply refused(String why) {
    return new Reply(Kind.REFUSED, why);
  }

  /** Throws what a caller is told if there is no such run, or a value does not fit it. */
  Reply orThrow() {
    return switch (kind) {
      case UNREADABLE -> throw new PayloadException(text);
      case NO_RUN -> throw new UnknownRunException(text);
      default -> this;
    };
  }

  /** The same, and also if what was wanted is refused. */
  void requireDone() {
    if (orThrow().kind == Kind.REFUSED) {
      throw new VerbRefusedException(text);
    }
  }

  byte[] encode() {
    return (kind.name() + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }

  static Reply decode(byte[] bytes) {
    String all = new String(bytes, StandardCharsets.UTF_8);
    int end = all.indexOf('\n');
    for (Kind kind : Kind.values()) {
      if (end >= 0 && kind.name().equals(all.substring(0, end))) {
        return new Reply(kind, all.substring(end + 1));
      }
    }
    return refused("Another version of Skald answered what this one cannot read");
  }
}
