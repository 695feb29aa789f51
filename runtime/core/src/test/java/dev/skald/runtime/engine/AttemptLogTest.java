package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whoever looks for the reason of a failed attempt finds it in the log. */
class AttemptLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.skald.attempts");
  private final ListAppender<ILoggingEvent> lines =
      new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
          // The context belongs to the thread and the moment.
          event.prepareForDeferredProcessing();
          super.append(event);
        }
      };
  private final World world = new World();
  private final Script services = new Script();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setAdditive(false);
    logger.setLevel(Level.WARN);
  }

  @AfterEach
  void close() {
    world.close();
    logger.detachAppender(lines);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  private void run() {
    world.trip(services).start("1", "rome");
    world.advance(Duration.ofMinutes(10));
  }

  @Test
  void eachFailedAttemptHasALineAndTheFirstItsStackTrace() {
    services.next("flight", Script.fail("no answer"), Script.fail("no answer"));
    run();
    List<ILoggingEvent> events = List.copyOf(lines.list);
    assertThat(events)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "trip 1, flight: attempt 1 failed (flight: IllegalStateException: no answer)",
            "trip 1, flight: attempt 2 failed (flight: IllegalStateException: no answer)");
    assertThat(events).extracting(ILoggingEvent::getLevel).containsOnly(Level.WARN);
    assertThat(events.get(0).getThrowableProxy().getMessage()).isEqualTo("no answer");
    assertThat(events.get(1).getThrowableProxy()).isNull();
    assertThat(events.get(0).getMDCPropertyMap())
        .containsEntry("skald.key", "1")
        .containsEntry("skald.step", "flight");
  }

  @Test
  void aDeclineIsNoAlarm() {
    services.always("payment", Script.decline("no money"));
    run();
    assertThat(lines.list).isEmpty();
  }
}
