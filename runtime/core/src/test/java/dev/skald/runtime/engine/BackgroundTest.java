package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.skald.runtime.RunState;
import dev.skald.runtime.engine.ClusterWorld.Node;
import dev.skald.runtime.plan.SagaPlan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What an engine does for itself again and again (it renews its lease, takes up runs, looks for
 * those whose time has come) goes on after failures that nobody foresaw, and people are told.
 */
class BackgroundTest {

  /** Less than a lease, and often enough for a look of each kind. */
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private final ClusterWorld world = new ClusterWorld();
  private final Script services = new Script();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger().addAppender(lines);
    logger().setAdditive(false);
    logger().setLevel(Level.ERROR);
  }

  @AfterEach
  void close() {
    world.close();
    logger().detachAppender(lines);
    logger().setAdditive(true);
    logger().setLevel(null);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("dev.skald.runtime.engine");
  }

  private List<String> errors(Class<?> of) {
    return lines.list.stream()
        .filter(line -> line.getLevel() == Level.ERROR && line.getLoggerName().equals(of.getName()))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private SagaPlan<Object> plan() {
    return Solo.step((saga, call) -> services.call("work", call.input(Solo.INPUT), call.context()));
  }

  private static Script.Answer inTwoSeconds() {
    return (argument, context) -> {
      throw context.retryLater(Duration.ofSeconds(2));
    };
  }

  @Test
  void aDefectOfTheStoreEndsNoLookAndNoLease() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    String key = b.key("solo");
    long epoch = b.journal.store().epochFor("solo", key);

    b.journal.cluster().defect(true);
    world.advance(A_WHILE);
    b.journal.cluster().defect(false);
    world.advance(A_WHILE);
    a.client.start(key, "x");
    world.advance(A_WHILE);

    a.assertState("solo", key, RunState.COMPLETED);
    assertThat(services.made("work").get(0).context().epoch()).as("b's lease").isEqualTo(epoch);
    assertThat(errors(Nodes.class)).isNotEmpty();
    assertThat(errors(Rounds.class))
        .as("once for each look, not four times a second")
        .hasSizeBetween(1, 4);
  }

  @Test
  void aMomentWithoutThreadsEndsNoLookAndNoLease() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    String key = b.key("solo");
    long epoch = b.journal.store().epochFor("solo", key);

    b.environment.outOfThreads(true);
    a.client.start(key, "x");
    world.advance(A_WHILE);
    assertThat(services.made("work")).isEmpty();
    b.environment.outOfThreads(false);
    world.advance(A_WHILE);

    a.assertState("solo", key, RunState.COMPLETED);
    assertThat(services.made("work").get(0).context().epoch()).as("b's lease").isEqualTo(epoch);
    assertThat(errors(Background.class)).isNotEmpty();
  }

  @Test
  void aDefectOfTheStoreEndsNoLookForRunsWhoseTimeHasCome() {
    Node a = world.open(plan());
    services.next("work", inTwoSeconds());
    a.client.start("1", "x");
    a.journal.beforeDue(
        () -> {
          throw new NoClassDefFoundError("of the driver");
        });
    world.advance(A_WHILE);
    a.journal.beforeDue(() -> {});
    world.advance(A_WHILE);
    services.next(
        "work",
        (argument, context) -> {
          throw context.retryLater(Duration.ofHours(1));
        });
    a.client.start("2", "x");
    world.advance(Duration.ofHours(1).plus(A_WHILE));

    a.assertState("solo", "2", RunState.COMPLETED);
    assertThat(errors(Recovery.class)).isNotEmpty();
  }

  @Test
  void aDefectOfTheStoreEndsNoTakingUp() {
    Node a = world.open(plan());
    Node b = world.open(plan());
    String key = a.key("solo");
    services.next(
        "work",
        (argument, context) -> {
          a.crash();
          return "nobody learns of it";
        });
    a.client.start(key, "x");
    b.journal.afterClaim(
        () -> {
          throw new NoClassDefFoundError("of the driver");
        });
    world.lapse();
    assertThat(b.owns("solo", key)).isTrue();
    b.journal.afterClaim(() -> {});
    world.advance(A_WHILE);

    b.assertState("solo", key, RunState.COMPLETED);
    assertThat(errors(Adoption.class)).isNotEmpty();
  }
}
