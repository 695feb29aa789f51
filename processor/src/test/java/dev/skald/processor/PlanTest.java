package dev.skald.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import dev.skald.runtime.plan.SagaPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** The plans that are generated are plans that the runtime takes, and say what the saga says. */
class PlanTest {

  @Test
  void lists() throws Exception {
    assertThat(
            plan(
                """
                @Saga @Timeout("3s")
                class PackOrder {
                  record Line(String sku) {}
                  record Basket(List<Line> lines) {}
                  @Step Order reserve(@Each Line line, Basket basket) { return null; }
                  @Compensate("reserve") void release(@Each Line line, Order order) {}
                  @Step(readOnly = true) List<Cart> carts(List<Order> orders) { return null; }
                  @Step(readOnly = true) Quote quote(@Each Cart cart) { return null; }
                  @Step(delay = "1h") void pack(@Each Quote quote) {}
                }
                """))
        .isEqualTo(
            """
            saga pack-order v1
            input shop.PackOrder$Basket
            step reserve : shop.Order after each of input by 8 undo release needs RESULT
            step carts : java.util.List<shop.Cart> after reserve NONE
            step quote : shop.Quote after carts each of carts by 8 NONE
            step pack : void after quote delayed each of quote by 8 pivot
            """);
  }

  @Test
  void events() throws Exception {
    assertThat(
            plan(
                """
                @Saga @Timeout("3s")
                class Ship {
                  record Approved(String by) {}
                  record Paid(String by) {}
                  @Step(readOnly = true) Approved ask(Cart cart, @Signal Approved approved) { return null; }
                  @Step void ship(Approved approved, @Signal(timeout = "1d") Optional<Paid> paid) {}
                }
                """))
        .isEqualTo(
            """
            saga ship v1
            input shop.Cart
            step ask : shop.Ship$Approved after signal approved : shop.Ship$Approved NONE
            step ship : void after ask signal paid : shop.Ship$Paid optional pivot
            """);
  }

  @Test
  void modesAndLocks() throws Exception {
    assertThat(
            plan(
                """
                @Saga @Timeout("3s")
                class Sell {
                  @Step(transactional = true)
                  Order create(@Exclusive("item") Cart cart, java.sql.Connection connection) { return null; }
                  @Compensate("create") void cancel(Order order) {}
                  @Step(atMostOnce = true) Quote quote(@Exclusive("id") Order order) { return null; }
                  @Compensate("quote") void forget(Outcome<Quote> quote) {}
                  @Step @Child(Pay.class)
                  dev.skald.runtime.SagaHandle<Payment> pay(Quote quote, StepContext step) { return null; }
                }
                """,
                """
                @Saga @Timeout("3s")
                class Pay {
                  @Step Payment pay(Quote quote) { return null; }
                  @Compensate("pay") void refund(Payment payment) {}
                }
                """))
        .isEqualTo(
            """
            saga sell v1
            input shop.Cart
            step create : shop.Order after locks item TRANSACTIONAL undo cancel needs RESULT
            step quote : shop.Quote after create locks id AT_MOST_ONCE undo forget needs OUTCOME
            step pay : shop.Payment after quote CHILD undo child needs RESULT
            """);
  }

  @Test
  void pipelines() throws Exception {
    assertThat(
            plan(
                """
                @Saga @Timeout("3s")
                class Sell {
                  @Step(pipelined = true) Order create(Cart cart) { return null; }
                  @Compensate("create") void cancel(Order order) {}
                  @Step Quote quote(Order order) { return null; }
                  @Compensate("quote") void forget(Cart cart) {}
                  @Step void pay(Quote quote) {}
                }
                """))
        .isEqualTo(
            """
            saga sell v1
            input shop.Cart
            step create : shop.Order after pipelined undo cancel needs RESULT
            step quote : shop.Quote after create undo forget needs NOTHING
            step pay : void after quote pivot
            """);
  }

  @Test
  void onBranchesAndAfterThePivot() throws Exception {
    assertThat(
            plan(
                """
                @Saga @Timeout("3s")
                class Grant {
                  record Basket(List<Cart> carts) {}
                  sealed interface Decision permits Approved, Declined {}
                  record Approved(String by) implements Decision {}
                  record Declined() implements Decision {}
                  record Paid(String id) {}
                  @Step(readOnly = true, ends = Declined.class)
                  Decision decide(Basket basket) { return null; }
                  @Step Order order(@Each Cart cart, @Exclusive("by") Approved approved) { return null; }
                  @Compensate("order") void cancel(Order order) {}
                  @Step @Pivot @Child(Pay.class)
                  dev.skald.runtime.SagaHandle<Payment> pay(List<Order> orders) { return null; }
                  @Step void tell(Payment payment, @Signal(timeout = "1d") Optional<Paid> paid) {}
                  @Step(after = "tell", delay = "1h") void again(@Each Order order, Payment payment) {}
                }
                """,
                """
                @Saga @Timeout("3s")
                class Pay {
                  @Step Payment pay(List<Order> orders) { return null; }
                }
                """))
        .isEqualTo(
            """
            saga grant v1
            input shop.Grant$Basket
            step decide : shop.Grant$Decision after of shop.Grant$Approved shop.Grant$Declined NONE
            step order : shop.Order after decide when decide is shop.Grant$Approved locks by each of input by 8 undo cancel needs RESULT
            step pay : shop.Payment after order pivot CHILD
            step tell : void after pay signal paid : shop.Grant$Paid optional after-pivot
            step again : void after order pay tell delayed each of order by 8 after-pivot
            """);
  }

  private static String plan(String... files) throws Exception {
    Compilation compilation =
        Compiler.javac()
            .withProcessors(Fixture.processors())
            .compile(Fixture.sources(files).stream().map(Source::file).toList());
    Map<String, byte[]> classes = new HashMap<>();
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.getKind() == JavaFileObject.Kind.CLASS) {
        String path = file.toUri().getPath();
        classes.put(path.substring(path.indexOf("shop/")).replace(".class", ""), content(file));
      }
    }
    String name = "shop." + Source.of(files[0]).type() + "Orchestrator";
    Field plan = new Classes(classes).loadClass(name).getDeclaredField("PLAN");
    plan.setAccessible(true);
    return ((SagaPlan<?>) plan.get(null)).canonicalText();
  }

  private static byte[] content(JavaFileObject file) {
    try (InputStream in = file.openInputStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Classes extends ClassLoader {

    private final Map<String, byte[]> content;

    Classes(Map<String, byte[]> content) {
      super(PlanTest.class.getClassLoader());
      this.content = content;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = content.get(name.replace('.', '/'));
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
