package dev.skald.evolution;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Thousands of runs fail on purpose: nobody wants to read of each. */
final class Quiet implements AutoCloseable {

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.skald");

  Quiet() {
    logger.setLevel(Level.OFF);
  }

  @Override
  public void close() {
    logger.setLevel(null);
  }
}
