package dev.skald.processor.lock;

/** Text of a user's that may hold any character, as one word of a lock file. */
final class Quoted {

  private Quoted() {}

  /** In quotes; whatever is no plain visible character is written by its number. */
  static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      boolean plain = c > ' ' && c < 0x7f && c != '"' && c != '\\';
      quoted.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
    return quoted.append('"').toString();
  }
}
