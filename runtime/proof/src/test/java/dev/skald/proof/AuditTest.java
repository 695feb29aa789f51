package dev.skald.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.proof.Books.Act;
import dev.skald.proof.SeenCall.End;
import dev.skald.runtime.RunState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An audit that finds nothing proves nothing, unless it finds what has been put there. */
class AuditTest {

  private static final String PLAIN = "plain-1";
  private static final String DECLINED = "decline_chargePayment-1";

  private static History ordered(String key) {
    return new History(key).call("createOrder").succeeded("createOrder");
  }

  private static History prepared(String key) {
    return ordered(key)
        .call("reserveStock")
        .call("bookCarrier")
        .succeeded("reserveStock", "bookCarrier");
  }

  private static History charged(String key) {
    return prepared(key).call("chargePayment").succeeded("chargePayment");
  }

  private static History turnedBack() {
    return prepared(DECLINED).declined("chargePayment").row("rejected", "chargePayment");
  }

  private static void completed(History history, String problem) {
    assertThat(history.problems(RunState.COMPLETED)).anyMatch(text -> text.contains(problem));
  }

  private static void compensated(History history, String problem) {
    assertThat(history.problems(RunState.COMPENSATED)).anyMatch(text -> text.contains(problem));
  }

  @Test
  void has_nothing_against_a_good_run() {
    assertThat(charged(PLAIN).call("ship").succeeded("ship").problems(RunState.COMPLETED))
        .isEmpty();
    History back = turnedBack().undo("reserveStock").row("undone", "reserveStock");
    back.undo("bookCarrier").crash().undo("bookCarrier").row("undone", "bookCarrier");
    assertThat(back.undo("createOrder").row("undone", "createOrder").problems(RunState.COMPENSATED))
        .isEmpty();
  }

  @Test
  void sees_a_lost_run() {
    Evidence nothing =
        new Evidence(
            new Script(1),
            List.of(),
            Map.of(),
            Set.of("shop/a"),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            true,
            ProofJournal.SOUND);
    assertThat(new Audit(nothing).problems()).hasSize(1);
  }

  @Test
  void sees_a_missing_record() {
    History history = charged(PLAIN).call("ship").succeeded("ship");
    history.rows.remove(2);
    completed(history, "has number");
  }

  @Test
  void sees_an_end_that_is_none() {
    assertThat(charged(PLAIN).problems(RunState.STUCK))
        .anyMatch(text -> text.contains("is not at an end"));
  }

  @Test
  void sees_another_key_and_a_double_effect() {
    History history = charged(PLAIN);
    history.end(history.begin("ship", false, "other"), Act.EFFECT, 8, End.OK);
    history.crash().call("ship").succeeded("ship");
    completed(history, "has another key");
    completed(history, "took effect 2 times");
  }

  @Test
  void sees_a_repetition_without_a_reason() {
    completed(charged(PLAIN).call("ship").call("ship").succeeded("ship"), "for no reason");
  }

  @Test
  void sees_that_an_outage_explains_repetitions_and_one_long_ago_does_not() {
    History during = charged(PLAIN).call("ship").outage(0).call("ship").succeeded("ship");
    assertThat(during.problems(RunState.COMPLETED)).isEmpty();
    completed(
        charged(PLAIN).outage(10_000).call("ship").call("ship").succeeded("ship"), "for no reason");
  }

  @Test
  void sees_a_repetition_of_what_was_durable() {
    completed(
        charged(PLAIN).call("ship").succeeded("ship").crash().call("ship"), "outcome was durable");
  }

  @Test
  void sees_a_call_whose_inputs_were_not_durable() {
    History history = new History(PLAIN).call("createOrder").call("reserveStock").crash();
    history.call("createOrder").succeeded("createOrder").call("reserveStock").call("bookCarrier");
    history.succeeded("reserveStock", "bookCarrier").call("chargePayment");
    completed(history.succeeded("chargePayment").call("ship").succeeded("ship"), "was forgotten");
  }

  @Test
  void sees_a_call_that_comes_too_early() {
    completed(new History(PLAIN).call("createOrder").call("ship"), "before chargePayment has");
  }

  @Test
  void sees_a_wait_that_was_cut_short() {
    History history = charged(PLAIN).waits("ship", 500);
    completed(history.call("ship").succeeded("ship"), "did not wait");
  }

  @Test
  void lets_a_run_that_turned_back_ask_at_once_for_what_it_must_know() {
    History asked = ordered(DECLINED).waits("reserveStock", 500).row("gave_up", "reserveStock");
    assertThat(asked.call("reserveStock").problems(RunState.COMPENSATED))
        .noneMatch(text -> text.contains("did not wait"));
    History early = ordered(DECLINED).waits("reserveStock", 500).call("reserveStock");
    compensated(early.row("gave_up", "reserveStock"), "did not wait");
  }

  @Test
  void sees_an_effect_that_stays() {
    History history = turnedBack().undo("reserveStock").row("undone", "reserveStock");
    history.row("undone", "bookCarrier").undo("createOrder").row("undone", "createOrder");
    compensated(history, "and was not undone");
  }

  @Test
  void sees_undos_in_the_wrong_order() {
    History history = turnedBack().undo("createOrder").row("undone", "createOrder");
    history.undo("reserveStock").row("undone", "reserveStock");
    compensated(history.undo("bookCarrier").row("undone", "bookCarrier"), "was confirmed");
  }

  @Test
  void sees_an_undo_during_its_step() {
    History history = new History(DECLINED);
    SeenCall hangs = history.begin("createOrder", false, "");
    history.undo("createOrder");
    history.end(hangs, Act.REFUSED, 0, End.REFUSED);
    compensated(history, "came during");
  }

  @Test
  void sees_an_undo_during_another_step() {
    History history = ordered(DECLINED).declined("reserveStock").row("rejected", "reserveStock");
    SeenCall hangs = history.begin("bookCarrier", false, "");
    history.undo("createOrder");
    compensated(history.end(hangs, Act.EFFECT, 9, End.OK), "came during bookCarrier");
  }

  @Test
  void sees_a_call_of_what_was_undone() {
    History history = turnedBack().undo("createOrder").crash();
    history.end(history.begin("createOrder", false, ""), Act.REFUSED, 0, End.REFUSED);
    compensated(history, "was made after");
  }

  @Test
  void lets_a_call_come_late_that_a_former_owner_had_sent() {
    History history = charged(PLAIN).crash();
    history.former(100, () -> history.call("ship"));
    assertThat(history.call("ship").succeeded("ship").problems(RunState.COMPLETED)).isEmpty();
  }

  @Test
  void sees_a_former_owner_that_begins_something() {
    History history = charged(PLAIN).crash();
    history.former(10_000, () -> history.call("ship"));
    completed(history.call("ship").succeeded("ship"), "after another worker had come to own");
  }

  @Test
  void sees_a_former_owner_that_goes_on_with_what_it_could_not_write() {
    History history = prepared(PLAIN).crash().call("chargePayment").succeeded("chargePayment");
    history.former(100, () -> history.call("ship"));
    completed(history.call("ship").succeeded("ship"), "was forgotten");
  }
}
