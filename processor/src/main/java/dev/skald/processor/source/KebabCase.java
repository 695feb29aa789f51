package dev.skald.processor.source;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Turns {@code PlaceOrder} into {@code place-order}, and {@code HTTPCheck} into {@code http-check}.
 */
final class KebabCase {

  private static final Pattern BORDER =
      Pattern.compile("(?<=[\\p{Ll}\\d])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})|_+");

  private KebabCase() {}

  static String of(String name) {
    return BORDER.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
  }
}
