package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.StepState;
import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sealed result decides which steps run. */
class BranchTest {

  sealed interface Decision {
    record Approved(String by) implements Decision {}

    record Declined(String why) implements Decision {}
  }

  private static final InputRef<String> INPUT = InputRef.of(String.class);
  private static final StepRef<Decision> DECIDE = StepRef.of(0, "decide", Decision.class);
  private static final StepRef<String> PAY = StepRef.of(1, "pay", String.class);
  private static final StepRef<String> TELL = StepRef.of(2, "tell", String.class);
  private static final StepRef<String> FILE = StepRef.of(3, "file", String.class);

  /** Decisions as text: the variant, a colon, what it says. */
  private static final PayloadCodec CODEC =
      new PayloadCodec() {
        @Override
        public byte[] encode(Object value, Type type) {
          String text =
              value instanceof Decision.Approved yes
                  ? "yes:" + yes.by
                  : value instanceof Decision.Declined no ? "no:" + no.why : value.toString();
          return text.getBytes();
        }

        @Override
        public Object decode(byte[] bytes, Type type) {
          String text = new String(bytes);
          if (type != Decision.class) {
            return text;
          }
          return text.startsWith("yes:")
              ? new Decision.Approved(text.substring(4))
              : new Decision.Declined(text.substring(3));
        }
      };

  private final VirtualEnvironment environment = new VirtualEnvironment(VirtualEnvironment.BEGIN);
  private final Engine engine =
      new Engine(environment, new MemoryJournal().open(), CODEC, 1_000, Duration.ZERO, false);
  private final SagaClient<String, String> client = engine.register(plan(), "the saga");

  @AfterEach
  void close() {
    engine.close();
  }

  private static SagaPlan<Object> plan() {
    return SagaSpec.<Object>of("credit", 1, INPUT)
        .step(
            StepSpec.<Object>of(
                    DECIDE,
                    (saga, call) ->
                        call.input(INPUT).equals("rich")
                            ? new Decision.Approved("ada")
                            : new Decision.Declined("poor"))
                .variants(Decision.Approved.class, Decision.Declined.class)
                .readOnly())
        .step(
            StepSpec.<Object>of(
                    PAY,
                    (saga, call) -> "paid by " + ((Decision.Approved) call.result(DECIDE)).by())
                .when(DECIDE, Decision.Approved.class)
                .readOnly())
        .step(
            StepSpec.<Object>of(
                    TELL, (saga, call) -> "told " + ((Decision.Declined) call.result(DECIDE)).why())
                .when(DECIDE, Decision.Declined.class)
                .readOnly())
        .step(
            StepSpec.<Object>of(
                    FILE,
                    (saga, call) ->
                        call.oneOf(List.of(PAY, TELL))
                            + call.optional(DECIDE, Decision.Approved.class)
                                .map(d -> "!")
                                .orElse("?"))
                .afterOneOf(PAY, TELL)
                .afterIfTaken(DECIDE)
                .readOnly())
        .plan();
  }

  private SagaOutcome<String> run(String key, String input) {
    environment.settleWith(engine::isQuiet);
    var run = client.start(key, input);
    environment.settle();
    return run.await(Duration.ZERO);
  }

  @Test
  void theStepsOfTheVariantRunAndTheJoinTakesWhatTheyGave() {
    assertThat(run("1", "rich")).isEqualTo(new SagaOutcome.Completed<>("paid by ada!"));
    assertThat(run("2", "poor")).isEqualTo(new SagaOutcome.Completed<>("told poor?"));
  }

  @Test
  void theOtherBranchIsShownAsNotTaken() {
    run("1", "rich");
    var view = client.find("1").orElseThrow();
    assertThat(view.step("tell").orElseThrow().state()).isEqualTo(StepState.NOT_TAKEN);
    assertThat(view.step("pay").orElseThrow().state()).isEqualTo(StepState.SUCCEEDED);
  }
}
