package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.KeyConflictException;
import dev.skald.runtime.RunState;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.StepState;
import dev.skald.runtime.StepView;
import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.SagaView;
import dev.skald.runtime.support.StepSpec;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** "A run goes on with the plan it started with, or with one that takes over from it." */
class SuccessorTest {

  private static final InputRef<String> INPUT = InputRef.of(String.class);
  private static final StepRef<Void> PAY = StepRef.of(0, "pay", void.class);
  private static final StepRef<Void> THANK = StepRef.of(1, "thank", void.class);

  private final World world = new World();
  private final List<String> called = new ArrayList<>();

  @AfterEach
  void close() {
    world.close();
  }

  private SagaSpec<Object> first(String fingerprint) {
    return SagaSpec.<Object>of("shop", 1, INPUT)
        .step(
            StepSpec.<Object>of(PAY, (saga, call) -> called.add("pay")).delay(Duration.ofHours(1)))
        .pivot(PAY)
        .fingerprint(fingerprint);
  }

  /** The same, and a step behind the pivot. */
  private SagaPlan<Object> second() {
    return first("second")
        .step(
            StepSpec.<Object>of(THANK, (saga, call) -> called.add("thank")).after(PAY).afterPivot())
        .supersedes("first")
        .plan();
  }

  @Test
  void aRunUnderWayGoesOnWithThePlanThatTakesOver() {
    world.register(first("first").plan()).start("1", "rome");
    world.settle();
    world.crash();
    world.register(second());
    world.advance(Duration.ofHours(2));
    assertThat(world.view("shop", "1").state()).isEqualTo(RunState.COMPLETED);
    assertThat(called).containsExactly("pay", "thank");
  }

  @Test
  void aPlanThatDoesNotTakeOverLeavesTheRunParkedAndNamesTheLockFile() {
    world.register(first("first").plan()).start("1", "rome");
    world.settle();
    world.crash();
    world.register(first("other").plan());
    world.settle();
    var view = world.view("shop", "1");
    assertThat(view.state()).isEqualTo(RunState.PARKED);
    assertThat(view.cause().orElseThrow().message())
        .contains("version 1 of shop", "registered with another plan", "shop-v1.lock");
  }

  @Test
  void aRunThatHasEndedShowsTheNewStepAsNeverReached() {
    world.register(first("first").plan()).start("1", "rome");
    world.settle();
    world.advance(Duration.ofHours(2));
    assertThat(world.view("shop", "1").state()).isEqualTo(RunState.COMPLETED);
    world.crash();
    world.register(second());
    world.advance(Duration.ofHours(2));
    var view = world.view("shop", "1");
    assertThat(view.state()).isEqualTo(RunState.COMPLETED);
    assertThat(view.step("pay").orElseThrow().state()).isEqualTo(StepState.SUCCEEDED);
    assertThat(view.step("thank").orElseThrow().state()).isEqualTo(StepState.PENDING);
    assertThat(called).containsExactly("pay");
  }

  @Test
  void theSameInputIsTheSameAlsoIfItIsWrittenOtherwiseNow() {
    FaultyJournal journal = new FaultyJournal();
    start(journal, new Growing(""), first("first").plan(), "rome");
    Growing grown = new Growing("; note=");
    start(journal, grown, second(), "rome");
    assertThatThrownBy(() -> start(journal, grown, second(), "oslo"))
        .isInstanceOf(KeyConflictException.class);
    assertThatThrownBy(() -> start(journal, grown, first("other").plan(), "rome"))
        .as("nobody has said that this plan reads the old input as its own")
        .isInstanceOf(KeyConflictException.class);
  }

  private static void start(
      FaultyJournal journal, PayloadCodec codec, SagaPlan<Object> plan, String input) {
    try (SagaEngine engine = Skald.on(journal).codec(codec).open()) {
      SagaClient<String, String> saga = engine.register(plan, "the saga");
      assertThat(saga.start("1", input).key()).isEqualTo("1");
    }
  }

  @Test
  void severalVersionsStandSideBySide() {
    SagaClient<String, String> one = world.register(Trips.plan(1));
    SagaClient<String, String> two = world.register(Trips.plan(2));
    assertThat(world.outcome(one.start("a", "rome")))
        .isEqualTo(new SagaOutcome.Completed<>("rome by 1"));
    assertThat(world.outcome(two.start("b", "rome")))
        .isEqualTo(new SagaOutcome.Completed<>("rome by 2"));
    assertThat(world.view("trips", "a").version()).isEqualTo(1);
    assertThat(two.find("a").orElseThrow().version()).isEqualTo(1);
    assertThat(world.outcome(two.handle("a").orElseThrow()))
        .isEqualTo(new SagaOutcome.Completed<>("rome by 1"));
    assertThat(world.outcome(two.start("a", "rome")))
        .as("the key is the saga's, whatever the version")
        .isEqualTo(new SagaOutcome.Completed<>("rome by 1"));
  }

  @Test
  void theViewOfAnotherVersionSaysWhichStepsARunDoesNotHave() {
    world.register(Trips.plan(1)).start("a", "rome");
    Seen seen = new Seen(world.view("trips", "a"));
    assertThat(seen.step("go").state()).isEqualTo(StepState.SUCCEEDED);
    assertThatThrownBy(() -> seen.step("stay"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("trips a is a run of version 1, which has no step stay");
  }

  private static final class Seen extends SagaView {
    Seen(RunView run) {
      super(run);
    }

    StepView<?> step(String name) {
      return step(StepRef.of(0, name, String.class));
    }
  }

  /** A saga that says which version of it has run. */
  private static final class Trips {
    private static final StepRef<String> GO = StepRef.of(0, "go", String.class);

    static SagaPlan<Object> plan(int version) {
      return SagaSpec.<Object>of("trips", version, INPUT)
          .step(StepSpec.of(GO, (saga, call) -> call.input(INPUT) + " by " + version))
          .pivot(GO)
          .plan();
    }
  }

  /** Texts with something behind them, which was not written once and may be missing. */
  private record Growing(String more) implements PayloadCodec {

    @Override
    public byte[] encode(Object value, Type type) {
      return (value + more).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object decode(byte[] bytes, Type type) {
      return new String(bytes, StandardCharsets.UTF_8).replace("; note=", "");
    }
  }
}
