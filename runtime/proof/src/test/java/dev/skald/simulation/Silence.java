package dev.skald.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** In a simulation all that can go wrong does, and the trace tells it better than the log. */
final class Silence implements BeforeAllCallback, AfterAllCallback {

  private static Logger engine() {
    return (Logger) LoggerFactory.getLogger("dev.skald");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    engine().setLevel(Level.OFF);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    engine().setLevel(null);
  }
}
