package dev.skald.runtime.engine;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Names payloads without showing them. */
final class Hashes {

  private Hashes() {}

  static String sha256(byte @Nullable [] bytes) {
    if (bytes == null) {
      return "unknown";
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
