package dev.skald.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;

/** The plan in the jar is what the published schema says, and stays it. */
class PlanFileTest {

  private static final String EVERYTHING =
      """
      class Shop {
        record Line(String sku) {}
        record Basket(String customer, List<Line> lines) {}
        record Paid(String id) {}
        sealed interface Decision permits Approved, Review, Declined {}
        record Approved(String by) implements Decision {}
        record Review(String clerk) implements Decision {}
        record Declined() implements Decision {}
        record Limit(long cents) {}

        @Saga(name = "sell", version = 2, deadline = "365d")
        @Timeout("3s")
        @Retry(maxAttempts = 2, delay = "1s", maxDelay = "2m", multiplier = 1.5, jitter = false)
        static class Sell {
          @Step(readOnly = true, ends = Declined.class) Decision decide(Basket basket) { return null; }
          @Step(readOnly = true, pipelined = true) Limit limit(Approved approved) { return null; }
          @Step(readOnly = true, after = "limit") void note(Basket basket) {}
          @Step(delay = "1h") CompletableFuture<Limit> ask(Review review) { return null; }
          @Compensate("ask") @Timeout("7d") void excuse(Outcome<Limit> limit) {}
          @Step Reservation reserve(@Each(concurrency = 2) Line line, @Exclusive("customer") Basket basket,
              Limit limit) throws OutOfStock { return null; }
          @Compensate("reserve") @Retry(maxAttempts = 9) void release(Reservation reservation) {}
          @Step(atMostOnce = true) @Pivot Payment charge(List<Reservation> reservations) { return null; }
          @Step void tell(Payment payment, @Signal(timeout = "2d") Optional<Paid> paid) {}
          @Step(after = "tell") @Child(Pack.class)
          dev.skald.runtime.SagaHandle<Shipment> pack(Basket basket) { return null; }
          @Step(readOnly = true) void file(Decision decision, Optional<Payment> payment) {}
        }
        @Saga @Timeout("3s")
        static class Pack {
          @Step Shipment pack(Basket basket) { return null; }
        }
      }
      """;

  @Test
  void thePlanOfEverything() throws IOException {
    String plan = plan("META-INF/skald/sell-v2.json", EVERYTHING);
    assertThat(schema().validate(plan, InputFormat.JSON)).isEmpty();
    Golden.check(PlanFileTest.class, "everything.json", plan);
  }

  @Test
  void theLeastPlan() throws IOException {
    String plan =
        plan(
            "META-INF/skald/place-order-v1.json",
            """
            @Saga @Timeout("3s")
            class PlaceOrder {
              @Step Order createOrder(Cart cart) { return null; }
            }
            """);
    assertThat(schema().validate(plan, InputFormat.JSON)).isEmpty();
    Golden.check(PlanFileTest.class, "least.json", plan);
  }

  @Test
  void namesInAnyScriptAreAscii() throws IOException {
    String plan =
        plan(
            "META-INF/skald/place-order-v1.json",
            """
            class Shop {
              record Gr\u00fc\u00dfe(String text) {}
              @Saga @Timeout("3s")
              static class PlaceOrder {
                @Step Order greet(Gr\u00fc\u00dfe input) { return null; }
              }
            }
            """);
    assertThat(schema().validate(plan, InputFormat.JSON)).isEmpty();
    assertThat(plan).contains("Gr\\u00fc\\u00dfe").isASCII();
  }

  @Test
  void theSchemaWouldNotice() throws IOException {
    String plan = plan("META-INF/skald/sell-v2.json", EVERYTHING);
    assertThat(
            schema()
                .validate(
                    plan.replace("\"effect\": \"none\"", "\"effect\": \"some\""), InputFormat.JSON))
        .isNotEmpty();
    assertThat(schema().validate(plan.replace("\"name\": \"decide\",", ""), InputFormat.JSON))
        .isNotEmpty();
  }

  private static JsonSchema schema() throws IOException {
    String text = Files.readString(Path.of("../docs/plan.schema.json"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
  }

  private static String plan(String path, String... files) throws IOException {
    JavaFileObject file =
        compile(files)
            .generatedFile(StandardLocation.CLASS_OUTPUT, "", path)
            .orElseThrow(() -> new AssertionError("There is no " + path));
    try (var in = file.openInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static Compilation compile(String... files) {
    return Compiler.javac()
        .withProcessors(Fixture.processors())
        .compile(Fixture.sources(files).stream().map(Source::file).toList());
  }
}
