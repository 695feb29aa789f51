package dev.skald.runtime.engine;

import dev.skald.runtime.InvalidKeyException;
import org.jspecify.annotations.Nullable;

/** What a business key may be; checked before anything is written. */
final class Keys {

  private static final int MAX_LENGTH = 255;

  private Keys() {}

  static void check(@Nullable String key) {
    if (key == null) {
      throw new InvalidKeyException("A business key has 1 to 255 characters; this one is null");
    }
    if (key.isEmpty() || key.length() > MAX_LENGTH) {
      throw new InvalidKeyException(
          "A business key has 1 to 255 characters; this one has " + key.length());
    }
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (Character.isISOControl(c)) {
        throw new InvalidKeyException(
            "A business key has no control characters; this one has one at position " + i);
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < key.length()
          && Character.isLowSurrogate(key.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new InvalidKeyException(
            "A business key is well-formed Unicode; this one has half a character at position "
                + i);
      }
    }
  }
}
