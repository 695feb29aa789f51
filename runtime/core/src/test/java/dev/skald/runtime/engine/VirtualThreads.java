package dev.skald.runtime.engine;

import org.junit.jupiter.api.Assumptions;

/** Whether steps run on virtual threads here. */
final class VirtualThreads {

  private VirtualThreads() {}

  static void assumeNone() {
    Assumptions.assumeTrue(Runtime.version().feature() < 21, "steps have a thread each here");
  }
}
