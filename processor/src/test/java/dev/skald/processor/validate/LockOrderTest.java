package dev.skald.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skald.processor.Checks;
import dev.skald.processor.Fixture;
import dev.skald.processor.diagnostic.Code;
import org.junit.jupiter.api.Test;

/** Runs cannot wait for each other's locks for ever. */
@Checks(Code.LOCK_ORDER)
class LockOrderTest {

  @Test
  void besideEachOther() {
    Fixture.check(
        """
        @Saga @Timeout("3s")
        class Sell {
          record Line(String sku, String shelf) {}
          @Step @Parallel void one(@Exclusive("sku") Line line) {}
          @Compensate("one") void undoOne(Line line) {}
          @Step @Parallel void two(@Exclusive("shelf") Line line) {} // error: SKALD095
          @Compensate("two") void undoTwo(Line line) {}
        }
        """);
  }

  @Test
  void together() {
    Fixture.compiles(
        """
        @Saga @Timeout("3s")
        class Sell {
          record Line(String sku, String shelf) {}
          @Step(readOnly = true) Quote quote(Line line) { return null; }
          @Step void sell(@Exclusive("sku") Line line, @Exclusive("cents") Quote quote) {}
        }
        """);
  }

  @Test
  void throughAThirdSagaOnce() {
    String message =
        Fixture.check(
                """
        class Shop {
          record Line(String a, String b, String c) {}
          @Saga @Timeout("3s")
          static class A {
            @Step(readOnly = true) void first(@Exclusive("a") Line line) {}
            @Step(after = "first") void then(@Exclusive("b") Line line) {}
          }
          @Saga @Timeout("3s")
          static class B {
            @Step(readOnly = true) void first(@Exclusive("b") Line line) {}
            @Step(after = "first") void then(@Exclusive("c") Line line) {}
          }
          @Saga @Timeout("3s")
          static class C {
            @Step(readOnly = true) void first(@Exclusive("c") Line line) {}
            @Step(after = "first") void then(@Exclusive("a") Line line) {} // error: SKALD095
          }
        }
        """)
            .message("SKALD095");
    assertThat(message).contains("C holds c of first while it waits for a at then");
    assertThat(message).contains("A holds a of first while it waits for b at then");
    assertThat(message).contains("B holds b of first while it waits for c at then");
  }

  @Test
  void theSameLockInAChild() {
    String message =
        Fixture.check(
                """
        class Shop {
          @Saga @Timeout("3s")
          static class Reserve {
            @Step Reservation reserve(@Exclusive("item") Cart cart) { return null; }
            @Compensate("reserve") void release(Reservation reservation) {}
          }
          @Saga @Timeout("3s")
          static class Sell {
            @Child(Reserve.class) // error: SKALD095
            @Step dev.skald.runtime.SagaHandle<Reservation> reserve(@Exclusive("item") Cart cart) { return null; }
          }
        }
        """)
            .message("SKALD095");
    assertThat(message)
        .contains("Sell holds the lock item while a saga that it starts waits for it.");
    assertThat(message)
        .contains("Sell holds item of reserve while it waits for item at reserve in Reserve");
  }

  @Test
  void afterTheChildItIsFree() {
    Fixture.compiles(
        """
        class Shop {
          @Saga @Timeout("3s")
          static class Reserve {
            @Step Reservation reserve(@Exclusive("item") Cart cart) { return null; }
            @Compensate("reserve") void release(Reservation reservation) {}
          }
          @Saga @Timeout("3s")
          static class Sell {
            @Step @Child(Reserve.class) dev.skald.runtime.SagaHandle<Reservation> reserve(Cart cart) { return null; }
            @Step void sell(Reservation reservation, @Exclusive("item") Cart cart) {}
          }
        }
        """);
  }

  @Test
  void aChildClosesTheCircle() {
    Fixture.check(
        """
        class Shop {
          record Line(String sku, String shelf) {}
          @Saga @Timeout("3s")
          static class Reserve {
            @Step Reservation reserve(@Exclusive("sku") Line line) { return null; }
            @Compensate("reserve") void release(Reservation reservation) {}
          }
          @Saga @Timeout("3s")
          static class Sell {
            @Child(Reserve.class) // error: SKALD095
            @Step dev.skald.runtime.SagaHandle<Reservation> reserve(@Exclusive("shelf") Line line) { return null; }
          }
          @Saga @Timeout("3s")
          static class Move {
            @Step(readOnly = true) void look(@Exclusive("sku") Line line) {}
            @Step(after = "look") void move(@Exclusive("shelf") Line line) {}
          }
        }
        """);
  }
}
