package dev.skald.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.kit.Sagas.Visit;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.support.Orchestrator;
import dev.skald.testkit.SagaFaults;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Each wrong saga is caught by the fault that shows what is wrong with it; the right one passes.
 */
class WrongSagasTest {

  private static <O extends Orchestrator<Visit, ?, ?>> Tried tried(
      BiFunction<SagaEngine, Box, O> saga) {
    return tried(saga, 2);
  }

  private static <O extends Orchestrator<Visit, ?, ?>> Tried tried(
      BiFunction<SagaEngine, Box, O> saga, int seats) {
    return Tried.all(
        SagaFaults.every(Box::new, saga)
            .standing(Box::standing)
            .scenario("a visit", new Visit(seats))
            .tests());
  }

  @Test
  void theRightOnePassesEveryTest() {
    Tried tried = tried((engine, box) -> new Sagas_RightOrchestrator(engine, new Sagas.Right(box)));

    assertThat(tried.failures()).isEmpty();
    assertThat(tried.tests()).isGreaterThan(30);
  }

  @Test
  void anUndoThatForgetsSomething() {
    Tried tried =
        tried((engine, box) -> new Sagas_ForgetfulOrchestrator(engine, new Sagas.Forgetful(box)));

    assertThat(tried.failures())
        .hasEntrySatisfying(
            "pay is declined",
            text ->
                assertThat(text)
                    .contains("an undo forgot something")
                    .contains("free=98")
                    .contains("hold  UNDONE")
                    .contains("-Dskald.fault=\"a visit: pay is declined\""));
  }

  @Test
  void anUndoOfTheWrongThing() {
    Tried tried =
        tried((engine, box) -> new Sagas_WrongOneOrchestrator(engine, new Sagas.WrongOne(box)));

    assertThat(tried.failures().get("pay is declined")).contains("holds=1");
  }

  @Test
  void aStepThatIgnoresItsKey() {
    Tried tried =
        tried((engine, box) -> new Sagas_IgnoresKeyOrchestrator(engine, new Sagas.IgnoresKey(box)));

    assertThat(tried.names())
        .contains("hold is called twice with one key", "hold loses its reply once")
        .contains("the process ends before append 2");
    assertThat(tried.failures().get("hold loses its reply once")).contains("done twice");
  }

  @Test
  void aStepThatMakesANewKeyEachTime() {
    Tried tried =
        tried((engine, box) -> new Sagas_NewKeyOrchestrator(engine, new Sagas.NewKey(box)));

    assertThat(tried.names()).contains("hold is called twice with one key");
  }

  @Test
  void anUndoThatExpectsItsStepToHaveHappened() {
    Tried tried =
        tried(
            (engine, box) ->
                new Sagas_ExpectsSuccessOrchestrator(engine, new Sagas.ExpectsSuccess(box)));

    assertThat(tried.failures().get("hold fails as often as its policy allows"))
        .contains("the undo of hold fails again and again")
        .contains("ClassCastException");
  }

  @Test
  void anUndoThatGivesUpEachTime() {
    Tried tried =
        tried((engine, box) -> new Sagas_GivesUpOrchestrator(engine, new Sagas.GivesUp(box)));

    assertThat(tried.failures().get("hold fails as often as its policy allows"))
        .contains("is stuck again")
        .contains("hold  UNDO_FAILED");
  }

  @Test
  void anUndoThatTakesUnknownForNothing() {
    Tried tried =
        tried(
            (engine, box) ->
                new Sagas_TakesUnknownForNothingOrchestrator(
                    engine, new Sagas.TakesUnknownForNothing(box)));

    assertThat(tried.names())
        .contains("hold times out after its effect, always")
        .doesNotContain("hold times out before its effect, always");
  }

  @Test
  void anUndoThatIsDoneTwice() {
    Tried tried =
        tried(
            (engine, box) -> new Sagas_UndoesTwiceOrchestrator(engine, new Sagas.UndoesTwice(box)));

    assertThat(tried.names())
        .contains(
            "hold has an undo whose reply is lost",
            "hold has an undo that is called twice with one key")
        .doesNotContain("pay is declined");
  }

  @Test
  void aSagaThatRemembersInAField() {
    Tried tried =
        tried((engine, box) -> new Sagas_RemembersOrchestrator(engine, new Sagas.Remembers(box)));

    assertThat(tried.names()).isNotEmpty().allMatch(name -> name.startsWith("the process ends"));
    assertThat(tried.failures().values()).anyMatch(text -> text.contains("nothing is remembered"));
  }

  @Test
  void aResultThatDoesNotComeBackAsItWas() {
    Tried tried =
        tried((engine, box) -> new Sagas_LosesRowOrchestrator(engine, new Sagas.LosesRow(box)));

    assertThat(tried.failures().get("every journaled value comes back as it was"))
        .contains("dev.skald.kit.Sagas$Seat");
  }

  @Test
  void aStepThatDeclinesWhatItHasDone() {
    Tried tried =
        tried(
            (engine, box) ->
                new Sagas_DeclinesLateOrchestrator(engine, new Sagas.DeclinesLate(box)),
            60);

    assertThat(tried.names()).containsExactly("without a fault");
    assertThat(tried.failures().get("without a fault")).contains("fares=[60]");
  }
}
