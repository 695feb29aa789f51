package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Every effect before the point of no return is undone or knowingly left. */
@Checks(Code.MISSING_UNDO)
class MissingUndoRuleTest {

  @Test
  void beforeAWrittenPivot() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; } // error: SKALD035
          @Step @Pivot Payment charge(Order order) { return null; }
          @Step Shipment ship(Payment payment) { return null; }
        }
        """);
  }

  @Test
  void beforeTheLastStep() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; } // error: SKALD035
          @Step Payment charge(Order order) { return null; }
        }
        """);
  }

  @Test
  void withoutAPivot() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step @Parallel Order createOrder(Cart cart) { return null; } // error: SKALD035
          @Step @Parallel Reservation reserve(Cart cart) { return null; } // error: SKALD035
          @Returns Order done(Order order, Reservation reservation) { return order; }
        }
        """);
  }

  @Test
  void irreversibleAndReadOnlyNeedNone() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step(readOnly = true) Quote quote(Cart cart) { return null; }
          @Step @Irreversible("why") void announce(Quote quote) {}
          @Step(after = "announce") Payment charge(Quote quote) { return null; }
        }
        """);
  }

  @Test
  void aLastStepWithUndoIsNoPivot() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class PlaceOrder {
          @Step Order createOrder(Cart cart) { return null; }
          @Compensate("createOrder") void cancelOrder(Order order) {}
        }
        """);
  }

  @Test
  void offersThePivotWhereItWouldBeOne() {
    assertThat(
            message(
                """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step Payment charge(Cart cart) { return null; } // error: SKALD035
                  @Step(readOnly = true) Quote look(Payment payment) { return null; }
                }
                """))
        .contains("@Irreversible(\"why\"), @Pivot or @Step(readOnly = true) on charge");
  }

  @Test
  void offersNoPivotBesideAWrittenOne() {
    assertThat(
            message(
                """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step Order createOrder(Cart cart) { return null; } // error: SKALD035
                  @Step @Pivot Payment charge(Order order) { return null; }
                }
                """))
        .doesNotContain("@Pivot");
  }

  @Test
  void offersNoParallelPivot() {
    assertThat(
            message(
                """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step @Parallel Order createOrder(Cart cart) { return null; } // error: SKALD035
                  @Step(readOnly = true) Quote look(Order order) { return null; }
                }
                """))
        .doesNotContain("@Pivot");
  }

  @Test
  void offersNoPivotBeforeAnUndo() {
    assertThat(
            message(
                """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step Order createOrder(Cart cart) { return null; } // error: SKALD035
                  @Step Payment charge(Order order) { return null; }
                  @Compensate("charge") void refund(Payment payment) {}
                }
                """))
        .doesNotContain("@Pivot");
  }

  @Test
  void offersNoPivotBeforeARejection() {
    assertThat(
            message(
                """
                @Saga @Timeout("3s")
                class PlaceOrder {
                  @Step Order createOrder(Cart cart) { return null; } // error: SKALD035
                  @Step(readOnly = true) Quote look(Order order) throws OutOfStock { return null; }
                }
                """))
        .doesNotContain("@Pivot");
  }

  private static String message(String saga) {
    return Fixture.check(saga).message("SKALD035");
  }

  /** Each branch has a single last step of its own. */
  @Test
  void theLastStepOfEachBranchIsItsPivot() {
    assertThat(
            Decisions.THREE.compiles(
                """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true, ends = Review.class) Decision decide(Cart cart) { return null; }
                  @Step Order order(Approved approved) { return null; }
                  @Compensate("order") void cancel(Order order) {}
                  @Step void pay(Order order) throws CardDeclined {}
                  @Step void refuse(Declined declined) throws InvalidCart {}
                }
                """))
        .contains(".pivot(Steps.PAY)\n          .pivot(Steps.REFUSE)")
        .doesNotContain("afterPivot");
  }

  @Test
  void aBranchWithUndosNeedsNoPivot() {
    assertThat(
            Decisions.TWO.compiles(
                """
                @Saga @Timeout("3s")
                class Credit {
                  @Step(readOnly = true) Decision decide(Cart cart) { return null; }
                  @Step @Pivot Order pay(Approved approved) { return null; }
                  @Step void ship(Order order) {}
                  @Step void refuse(Declined declined) throws InvalidCart {}
                  @Compensate("refuse") void regret(Declined declined) {}
                }
                """))
        .contains(".pivot(Steps.PAY)")
        .doesNotContain(".pivot(Steps.REFUSE)");
  }

  @Test
  void aLastStepBesideAnotherIsNoPivot() {
    assertThat(
            Decisions.TWO
                .check(
                    """
                    @Saga @Timeout("3s")
                    class Credit {
                      @Step(readOnly = true) Decision decide(Cart cart) { return null; }
                      @Step @Pivot void refuse(Declined declined) {}
                      @Step @Parallel void pay(Approved approved) {} // error: SKALD035
                      @Step(readOnly = true) @Parallel void look(Approved approved) {}
                    }
                    """)
                .message("SKALD035"))
        .contains("pay has no undo, and its branch has no pivot that would make it final.");
  }

  /** On one branch it is the last step, on the other it is not. */
  @Test
  void beforeThePivotOfOneBranch() {
    assertThat(
            Decisions.TWO
                .check(
                    """
                    @Saga @Timeout("3s")
                    class Credit {
                      @Step Decision decide(Cart cart) { return null; } // error: SKALD035
                      @Step void pay(Approved approved) {}
                      @Step(readOnly = true) void refuse(Declined declined) {}
                    }
                    """)
                .message("SKALD035"))
        .contains("decide has no undo, but pay may still fail after it.");
  }

  /** Where the pivot is not taken, a cancel would turn back past what stays. */
  @Test
  void behindAPivotThatIsNotOnEveryPath() {
    assertThat(
            Decisions.TWO
                .check(
                    """
                    @Saga @Timeout("3s")
                    class Credit {
                      @Step(readOnly = true, ends = Declined.class) Decision decide(Cart cart) { return null; }
                      @Step @Pivot Order pay(Approved approved) { return null; }
                      @Step void report(Cart cart, Optional<Order> order) {} // error: SKALD035
                    }
                    """)
                .message("SKALD035"))
        .contains(
            "report has no undo, and it also runs where pay does not, so that nothing makes it"
                + " final.");
  }

  @Test
  void behindThePivotOfEachPath() {
    Decisions.TWO.compiles(
        """
        @Saga @Timeout("3s")
        class Credit {
          @Step(readOnly = true) Decision decide(Cart cart) { return null; }
          @Step @Pivot Order pay(Approved approved) { return null; }
          @Step @Pivot Payment refund(Declined declined) { return null; }
          @Step void report(Optional<Order> order, Optional<Payment> payment) {}
        }
        """);
  }
}
