package dev.skald.receiver;

/** What can be a key, and what its parts are. Looks at nothing but text. */
final class Keys {

  private static final int LONGEST = 255;
  private static final String UNDO = ":undo";

  private Keys() {}

  /** Throws unless it can be a key that every database compares in the same way. */
  static void check(String key) {
    if (key.isEmpty()) {
      throw ReceiverException.invalidKey("is empty");
    }
    if (key.length() > LONGEST) {
      throw ReceiverException.invalidKey("has " + key.length() + " characters");
    }
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c < ' ' || c > '~') {
        throw ReceiverException.invalidKey(
            String.format("has character U+%04X at place %d", (int) c, i + 1));
      }
    }
    // Proxies cut them off in headers, and some databases in comparisons.
    if (key.charAt(0) == ' ' || key.charAt(key.length() - 1) == ' ') {
      throw ReceiverException.invalidKey("has a space at one of its ends");
    }
  }

  /** The part up to the first colon, which in a saga's key names the run; else the whole key. */
  static String run(String key) {
    int colon = key.indexOf(':');
    return colon > 0 ? key.substring(0, colon) : key;
  }

  static String step(String undoKey) {
    check(undoKey);
    if (!undoKey.endsWith(UNDO) || undoKey.length() == UNDO.length()) {
      throw ReceiverException.noUndoKey(undoKey);
    }
    return undoKey.substring(0, undoKey.length() - UNDO.length());
  }
}
