package dev.skald.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.kit.Box.Declined;
import dev.skald.kit.Elements.Basket;
import dev.skald.kit.Elements.Transfer;
import dev.skald.kit.Elements_SignalledOrchestrator.Steps;
import dev.skald.kit.Scripted.Bank;
import dev.skald.kit.Scripted.Loan;
import dev.skald.runtime.AwaitTimeoutException;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SagaOutcome;
import dev.skald.testkit.Script;
import dev.skald.testkit.ServiceCall;
import dev.skald.testkit.TestSkald;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The engine of a test: its time, its services, what it says of a run. */
@Isolated("it looks at all threads of the process")
class TestSkaldTest {

  private static final Basket BASKET = new Basket(List.of("tea"), false);
  private static final Duration YEAR = Duration.ofDays(365);

  @RegisterExtension final TestSkald skald = TestSkald.create();

  private final Ledger ledger = new Ledger();

  private Elements_SignalledOrchestrator signalled(TestSkald engine) {
    return new Elements_SignalledOrchestrator(engine.engine(), new Elements.Signalled(ledger));
  }

  @Test
  void twoWeeksPassWhileSomebodyWaits() {
    Instant begin = skald.now();
    var run = signalled(skald).start("run-1", BASKET);

    assertThat(run.await(YEAR)).isInstanceOf(SagaOutcome.Compensated.class);
    assertThat(Duration.between(begin, skald.now()))
        .isBetween(Duration.ofDays(14), Duration.ofDays(14).plusMinutes(1));
  }

  @Test
  void noTimePassesBetweenTwoStatements() {
    var sales = signalled(skald);
    var run = sales.start("run-1", BASKET);
    skald.settle();
    Instant begin = skald.now();

    sales.transfer("run-1", "bank-1", new Transfer("Ada", "NO93"));
    skald.assertThat(run).isIn(RunState.WAITING).did(Steps.PACK, Steps.AWAIT_PAYMENT);
    assertThat(skald.now()).isEqualTo(begin);

    run.await(YEAR);
    skald.assertThat(run).isCompleted();
    assertThat(Duration.between(begin, skald.now())).isGreaterThanOrEqualTo(Duration.ofDays(1));
  }

  @Test
  void aWaitThatEndsTooEarlySaysSoAtItsEnd() {
    Instant begin = skald.now();
    var run = signalled(skald).start("run-1", BASKET);

    assertThatThrownBy(() -> run.await(Duration.ofDays(3)))
        .isInstanceOf(AwaitTimeoutException.class);
    assertThat(skald.now()).isEqualTo(begin.plus(Duration.ofDays(3)));
  }

  @Test
  void timeByHandMovesOnlyWhenToldTo() {
    try (TestSkald byHand = TestSkald.timeByHand()) {
      Instant begin = byHand.now();
      var run = signalled(byHand).start("run-1", BASKET);

      assertThatThrownBy(() -> run.await(YEAR)).isInstanceOf(AwaitTimeoutException.class);
      assertThat(byHand.now()).isEqualTo(begin);

      byHand.advance(Duration.ofDays(14).plusMinutes(1));
      byHand.assertThat(run).isCompensated();
      assertThat(byHand.clock().instant()).isEqualTo(byHand.now());
    }
  }

  @Test
  void aRetryAfterTwoHoursIsMadeAfterTwoHours() {
    Script<Bank> bank = skald.script(Bank.class);
    bank.next(b -> b.lend(null, null)).fails(new IllegalStateException("closed for lunch"));
    bank.on(b -> b.lend(null, null)).answersBy(args -> "loan " + ((Loan) args.get(0)).euros());
    Instant begin = skald.now();

    var run = borrow(skald, bank).start("run-1", new Loan(5, "secret"));

    assertThat(run.await(YEAR)).isEqualTo(new SagaOutcome.Completed<>(new Scripted.Lent("loan 5")));
    assertThat(Duration.between(begin, skald.now())).isGreaterThanOrEqualTo(Duration.ofHours(2));
  }

  private static Scripted_BorrowOrchestrator borrow(TestSkald skald, Script<Bank> bank) {
    return new Scripted_BorrowOrchestrator(skald.engine(), new Scripted.Borrow(bank.client()));
  }

  @Test
  void aHangingServiceIsInterruptedByTheTimeout() {
    Script<Bank> bank = skald.script(Bank.class);
    bank.next(b -> b.lend(null, null)).hangs();
    bank.on(b -> b.lend(null, null)).answers("loan");

    var run = borrow(skald, bank).start("run-1", new Loan(5, "secret"));
    run.await(YEAR);

    skald.assertThat(run).isCompleted().called(Scripted_BorrowOrchestrator.Steps.LEND, 2);
  }

  @Test
  void aSlowServiceTakesVirtualTime() {
    Script<Bank> bank = skald.script(Bank.class);
    bank.next(b -> b.lend(null, null)).takes(Duration.ofSeconds(2));
    Instant begin = skald.now();

    var run = borrow(skald, bank).start("run-1", new Loan(5, "secret"));
    skald.settle();
    skald.assertThat(run).isIn(RunState.RUNNING);
    skald.advance(Duration.ofSeconds(2));

    assertThat(bank.calls()).hasSize(1);
    assertThat(skald.now()).isEqualTo(begin.plusSeconds(2));
  }

  @Test
  void aScriptRemembersEachCallWithItsKey() {
    Script<Bank> bank = skald.script(Bank.class, (loan, step) -> "loan");
    bank.next(b -> b.lend(null, null)).losesReply();

    var run = borrow(skald, bank).start("run-1", new Loan(5, "secret"));
    run.await(YEAR);

    assertThat(bank.calls("lend"))
        .hasSize(2)
        .allMatch(call -> call.within().orElseThrow().step().equals("lend"))
        .extracting(ServiceCall::idempotencyKey)
        .containsOnly(bank.calls().get(0).idempotencyKey())
        .doesNotContain(Optional.empty());
    assertThat(bank.calls().get(0)).hasToString("Bank.lend (in lend, attempt 1, of borrow run-1)");
  }

  @Test
  void aCallOfWhichNothingIsSaidSaysWhatToSay() {
    Script<Bank> bank = skald.script(Bank.class);

    assertThatThrownBy(() -> bank.client().lend(new Loan(5, "secret"), null))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("script.on(s -> s.lend(…)).answers(…)");
  }

  @Test
  void aRuleThatNoServiceCouldFollowIsRefused() {
    Script<Bank> bank = skald.script(Bank.class);

    assertThatThrownBy(() -> bank.next(b -> b.lend(null, null)).fails(new Declined("no")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("declares no");
    assertThatThrownBy(() -> bank.next(b -> "nothing is called"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name a method of Bank");
    assertThatThrownBy(() -> skald.script(String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wrap what it calls in one");
  }

  @Test
  void anAssertionThatFailsShowsTheRunWithoutSecrets() {
    Script<Bank> bank = skald.script(Bank.class);
    bank.on(b -> b.lend(null, null)).fails(new IllegalStateException("no money"));
    var run = borrow(skald, bank).start("run-1", new Loan(5, "secret"));
    run.await(YEAR);

    assertThatThrownBy(() -> skald.assertThat(run).isCompleted())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Expected the run to be COMPLETED, but it is")
        .hasMessageContaining("borrow run-1  STUCK: lend: IllegalStateException: no money")
        .hasMessageContaining(
            "├─ check  SUCCEEDED  called once; Checked[loan=Loan[euros=5, card=•••]]")
        .hasMessageContaining("└─ lend   UNKNOWN    called 2 times, 2 threw")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void aProcessThatIsKilledLeavesTheRunToTheNext() {
    var first = signalled(skald).start("run-1", BASKET);
    skald.settle();

    skald.crash();
    var sales = signalled(skald);
    sales.transfer("run-1", "bank-1", new Transfer("Ada", "NO93"));

    SagaHandle<?> again = sales.handle("run-1").orElseThrow();
    again.await(YEAR);
    skald.assertThat(first).isCompleted();
  }

  @Test
  void nothingIsLeftRunningAtTheEnd() {
    try (TestSkald other = TestSkald.create()) {
      Script<Bank> bank = other.script(Bank.class);
      bank.on(b -> b.lend(null, null)).hangs();
      borrow(other, bank).start("run-1", new Loan(5, "secret"));
      other.settle();
      assertThat(threads()).isNotEmpty();
    }
    skald.close();
    assertThat(threads()).isEmpty();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("skald-"))
        .toList();
  }

  @Test
  void theSameTestGoesTheSameWayTwice() {
    assertThat(recorded()).isEqualTo(recorded());
  }

  private String recorded() {
    try (TestSkald one = TestSkald.create()) {
      Script<Bank> bank = one.script(Bank.class);
      bank.next(b -> b.lend(null, null)).hangs();
      bank.on(b -> b.lend(null, null)).answers("loan");
      var run = borrow(one, bank).start("run-1", new Loan(5, "secret"));
      run.await(YEAR);
      return one.journalOf(run).text();
    }
  }

  @Test
  void whatDoesNotComeBackAsItWasIsNamed() {
    Box box = new Box();
    var saga = new Sagas_LosesRowOrchestrator(skald.engine(), new Sagas.LosesRow(box));
    saga.start("run-1", new Sagas.Visit(2)).await(YEAR);

    assertThatThrownBy(skald::assertJournaledTypesSurvive)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("dev.skald.kit.Sagas$Seat");
  }

  @Test
  void theApplicationsOwnCodecIsUsedIfItIsChosenInTime() {
    CountingCodec codec = new CountingCodec();
    skald.codec(codec);

    signalled(skald).start("run-1", BASKET);

    assertThat(codec.encoded()).isEqualTo(1);
    assertThatThrownBy(() -> skald.codec(codec))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("choose its codec before");
  }
}
