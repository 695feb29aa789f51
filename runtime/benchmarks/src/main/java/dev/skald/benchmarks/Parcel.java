package dev.skald.benchmarks;

import java.util.Random;

/**
 * A result of a wanted size.
 *
 * @param id the order's number
 * @param step how many steps have had it in their hands
 * @param text what makes it as long as it is to be
 */
record Parcel(String id, int step, String text) {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** What the rest takes in JSON. */
  private static final int FRAME =
      "{\"id\":\"o-0000000000000000\",\"step\":0,\"text\":\"\"}".length();

  /**
   * A text for parcels that no database can make shorter.
   *
   * @param bytes how long a parcel with it is as JSON, as long as its step has one digit
   */
  static String text(int bytes) {
    Random random = new Random(4711);
    StringBuilder text = new StringBuilder();
    for (int i = FRAME; i < bytes; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  /** The same after the next step. */
  Parcel next() {
    return new Parcel(id, step + 1, text);
  }
}
