package dev.skald.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.kit.Elements.Basket;
import dev.skald.kit.Elements.Code;
import dev.skald.kit.Elements.Refused;
import dev.skald.kit.Elements.Transfer;
import dev.skald.testkit.SagaFaults;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every fault at every step of sagas with all elements, and what is said of what was not tried. */
class SagaFaultsTest {

  private static final Basket CHEAP = new Basket(List.of("tea", "milk", "honey"), false);
  private static final Basket DEAR = new Basket(List.of("unicorn"), true);

  @TestFactory
  Stream<DynamicNode> lists() {
    return listed()
        .rejection(Refused.class, () -> new Refused(new Code(7)))
        .scenario("three articles", CHEAP)
        .scenario("nothing", new Basket(List.of(), false))
        .tests();
  }

  private static SagaFaults<Ledger, Basket, Elements_ListedOrchestrator> listed() {
    return SagaFaults.every(
            Ledger::new,
            (engine, ledger) ->
                new Elements_ListedOrchestrator(engine, new Elements.Listed(ledger)))
        .standing(Ledger::standing);
  }

  @Test
  void theApplicationsOwnCodecIsUsed() {
    CountingCodec codec = new CountingCodec();

    var branches = branched().codec(codec).scenario("cheap", CHEAP).scenario("dear", DEAR);

    assertThat(Tried.all(branches.tests()).failures()).isEmpty();
    assertThat(codec.encoded()).isPositive();
  }

  @TestFactory
  Stream<DynamicNode> branches() {
    return branched().scenario("cheap", CHEAP).scenario("dear", DEAR).tests();
  }

  private static SagaFaults<Ledger, Basket, Elements_BranchedOrchestrator> branched() {
    return SagaFaults.every(
            Ledger::new,
            (engine, ledger) ->
                new Elements_BranchedOrchestrator(engine, new Elements.Branched(ledger)))
        .standing(Ledger::standing);
  }

  @TestFactory
  Stream<DynamicNode> signals() {
    return signalled()
        .scenario(
            "it is paid after a week",
            CHEAP,
            run ->
                run.after(
                    Duration.ofDays(7),
                    (saga, key) -> saga.transfer(key, "bank-1", new Transfer("Ada", "NO93"))))
        .scenario("it is never paid", CHEAP)
        .scenario(
            "somebody cancels",
            CHEAP,
            run ->
                run.after(
                    Duration.ofDays(1),
                    (saga, key) -> saga.operate(key, "Ada").cancel("changed her mind")))
        .tests();
  }

  private static SagaFaults<Ledger, Basket, Elements_SignalledOrchestrator> signalled() {
    return SagaFaults.every(
            Ledger::new,
            (engine, ledger) ->
                new Elements_SignalledOrchestrator(engine, new Elements.Signalled(ledger)))
        .standing(Ledger::standing);
  }

  @TestFactory
  Stream<DynamicNode> stages() {
    return SagaFaults.every(
            Ledger::new,
            (engine, ledger) ->
                new Elements_AsynchronousOrchestrator(engine, new Elements.Asynchronous(ledger)))
        .standing(Ledger::standing)
        .scenario("one article", CHEAP)
        .tests();
  }

  @TestFactory
  Stream<DynamicNode> atMostOnce() {
    return SagaFaults.every(
            Ledger::new,
            (engine, ledger) -> new Elements_OnceOrchestrator(engine, new Elements.Once(ledger)))
        .standing(Ledger::standing)
        .rejection(Refused.class, () -> new Refused(new Code(7)))
        .scenario("one article", CHEAP)
        .tests();
  }

  @TestFactory
  Stream<DynamicNode> children() {
    return SagaFaults.every(
            Ledger::new,
            (engine, ledger) ->
                new Elements_ParentOrchestrator(
                    engine,
                    new Elements.Parent(
                        ledger,
                        new Elements_AsynchronousOrchestrator(
                            engine, new Elements.Asynchronous(ledger)))))
        .standing(Ledger::standing)
        .rejection(Refused.class, () -> new Refused(new Code(7)))
        .scenario("one article", CHEAP)
        .tests();
  }

  @Test
  void aStepThatNoScenarioReachesIsAFailure() {
    Tried tried = Tried.all(branched().scenario("cheap", CHEAP).tests());

    assertThat(tried.names()).containsExactly("every step is reached by a scenario");
    assertThat(tried.failures().values()).allMatch(text -> text.contains("[order]"));
  }

  @Test
  void aRunThatWaitsForWhatTheScenarioDoesNotBringIsAFailure() {
    // Without the time limit of the signal it would wait for ever; the deadline ends it instead.
    Tried tried = Tried.all(signalled().scenario("it is never paid", CHEAP).tests());

    assertThat(tried.names()).containsExactly("every step is reached by a scenario");
    assertThat(tried.failures().values()).allMatch(text -> text.contains("awaitPayment, ship"));
  }

  @Test
  void anExceptionThatCannotBeMadeIsAskedFor() {
    Tried tried = Tried.all(listed().scenario("three articles", CHEAP).tests());

    assertThat(tried.failures().get("pay is declined"))
        .contains(".rejection(Refused.class, () -> new Refused(…))");
  }

  @Test
  void nothingToTryIsAnError() {
    assertThatThrownBy(() -> listed().tests())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("add a scenario");
  }
}
