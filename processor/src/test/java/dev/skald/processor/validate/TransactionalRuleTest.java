package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** A step that shares the journal's transaction takes its connection. */
@Checks(Code.TRANSACTIONAL)
class TransactionalRuleTest {

  @Test
  void withoutAConnection() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Step(transactional = true) // error: SKALD092
          void sell(Cart cart) {}
        }
        """);
  }

  @Test
  void withTwo() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Step(transactional = true)
          void sell(Cart cart, java.sql.Connection a, java.sql.Connection b) {} // error: SKALD092
        }
        """);
  }

  @Test
  void inAnUndo() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Step(transactional = true) Order sell(Cart cart, java.sql.Connection connection) { return null; }
          @Compensate("sell") void cancel(java.sql.Connection connection) {} // error: SKALD092
          @Returns Order done(Order order, java.sql.Connection connection) { return order; } // error: SKALD092
        }
        """);
  }

  @Test
  void asynchronous() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Step(transactional = true) // error: SKALD092
          CompletionStage<Order> sell(Cart cart, java.sql.Connection connection) { return null; }
        }
        """);
  }

  @Test
  void otherModes() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          @Step(transactional = true,
              atMostOnce = true) // error: SKALD092
          Order sell(Cart cart, java.sql.Connection connection) { return null; }
          @Compensate("sell") void cancel(Cart cart) {}
          @Step(transactional = true,
              readOnly = true) // error: SKALD092
          void look(Order order, java.sql.Connection connection) {}
        }
        """);
  }

  /** The transaction is rolled back and repeated, so a declared failure of it is no rejection. */
  @Test
  void aFailureOfTheDatabaseIsNoRejection() {
    String orchestrator =
        Fixture.compiles(
                """
                @Saga @Timeout("3s")
                class Sell {
                  @Step(transactional = true)
                  Order sell(Cart cart, java.sql.Connection connection)
                      throws java.sql.SQLTimeoutException, OutOfStock {
                    return null;
                  }
                }
                """)
            .generated()
            .get("SellOrchestrator.java");
    assertThat(orchestrator).contains(".rejects(OutOfStock.class)");
  }
}
