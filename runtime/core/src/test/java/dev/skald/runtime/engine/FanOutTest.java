package dev.skald.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skald.runtime.Failure;
import dev.skald.runtime.PayloadException;
import dev.skald.runtime.RunState;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.StepState;
import dev.skald.runtime.StepView;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.ItemsRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.StepSpec;
import dev.skald.runtime.support.UndoSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A step that runs for each item of a list: each with its own key, attempts and undo. */
class FanOutTest {

  private static final InputRef<String> INPUT = InputRef.of(String.class);
  private static final StepRef<String> RESERVE = StepRef.of(0, "reserve", String.class);
  private static final StepRef<String> PACK = StepRef.of(1, "pack", String.class);
  private static final StepRef<String> CHECK = StepRef.of(2, "check", String.class);
  private static final ItemsRef<String> ITEMS = ItemsRef.of(INPUT, FanOutTest::split);
  private static final ItemsRef<String> RESERVED = ItemsRef.resultsOf(RESERVE);

  private final World world = new World();
  private final Script services = new Script();

  private static List<String> split(String list) {
    return list.isBlank() ? List.of() : List.of(list.split(","));
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** Reserves each item, packs each reservation, and checks all packages. */
  private SagaPlan<Object> plan() {
    return SagaSpec.<Object>of("parcels", 1, INPUT)
        .step(
            StepSpec.<Object>of(
                    RESERVE,
                    (saga, call) -> services.call("reserve", call.item(ITEMS), call.context()))
                .each(ITEMS, 3)
                .rejects(Trip.Full.class)
                .undo(
                    UndoSpec.<Object>of(
                            "release",
                            (saga, call) ->
                                services.call("release", call.result(RESERVE), call.context()))
                        .needsResult()))
        .step(
            StepSpec.<Object>of(
                    PACK,
                    (saga, call) -> services.call("pack", call.item(RESERVED), call.context()))
                .after(RESERVE)
                .each(RESERVED, 2)
                .readOnly())
        .step(
            StepSpec.<Object>of(
                    CHECK,
                    (saga, call) ->
                        services.call(
                            "check", String.join("+", call.results(PACK)), call.context()))
                .after(PACK)
                .rejects(Trip.Full.class)
                .readOnly())
        .plan();
  }

  private SagaClient<String, String> client() {
    return world.register(plan());
  }

  @Test
  void theResultsComeInTheOrderOfTheListAndEveryItemHasItsOwnKey() {
    services.next("reserve", Script.fail("busy"), Script.fail("busy"));
    var run = client().start("1", "a,b,c,d,e");
    world.advance(Duration.ofMinutes(1));
    assertThat(world.outcome(run))
        .isEqualTo(
            new SagaOutcome.Completed<>(
                "check(pack(reserve(a))+pack(reserve(b))+pack(reserve(c))+pack(reserve(d))"
                    + "+pack(reserve(e)))"));
    assertThat(
            services.made("reserve").stream()
                .map(made -> made.context().idempotencyKey().replaceAll(".*:", ""))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("reserve#0", "reserve#1", "reserve#2", "reserve#3", "reserve#4");
    StepView<?> view = world.view("parcels", "1").step("reserve").orElseThrow();
    assertThat(view.items()).hasSize(5).allMatch(item -> item.state() == StepState.SUCCEEDED);
    assertThat(view.items().get(2).value().map(Object::toString)).contains("reserve(c)");
  }

  @Test
  void anEmptyListIsSuccess() {
    var run = client().start("1", "");
    assertThat(world.outcome(run)).isEqualTo(new SagaOutcome.Completed<>("check()"));
    assertThat(services.calls()).containsExactly("check#1");
  }

  @Test
  void whatSucceededIsUndoneItemByItemInReverse() {
    services.always("check", Script.decline("too heavy"));
    var run = client().start("1", "a,b,c,d,e");
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Compensated.class);
    assertThat(services.made("release").stream().map(Script.Made::argument))
        .containsExactly("reserve(e)", "reserve(d)", "reserve(c)", "reserve(b)", "reserve(a)");
    assertThat(services.made("release").get(0).context().idempotencyKey())
        .endsWith("reserve#4:undo");
  }

  @Test
  void oneItemDeclinedTurnsBackTheOthers() {
    services.always(
        "reserve",
        (item, context) -> {
          if (item.equals("c")) {
            throw new Trip.Full("no c");
          }
          return "reserve(" + item + ")";
        });
    var run = client().start("1", "a,b,c,d,e,f");
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Compensated.class);
    assertThat(world.view("parcels", "1").cause().map(Failure::toString))
        .hasValue("reserve[2]: Full: no c");
    assertThat(services.made("release").stream().map(Script.Made::argument))
        .doesNotContain("reserve(c)", "reserve(f)")
        .contains("reserve(a)", "reserve(b)");
  }

  @Test
  void aCrashAfterEachCommitIsSurvived() {
    services.always("check", Script.decline("too heavy"));
    int crashes =
        world.crashAfterEachCommit(
            this::client,
            () -> client().start("1", "a,b,c,d"),
            () -> world.view("parcels", "1").state().isEnd());
    assertThat(crashes).isGreaterThan(3);
    assertThat(world.view("parcels", "1").state()).isEqualTo(RunState.COMPENSATED);
    assertThat(
            services.made("release").stream()
                .map(Script.Made::argument)
                .collect(Collectors.toSet()))
        .hasSize(4);
  }

  @Test
  void tenThousandItemsGoThrough() {
    String list =
        IntStream.range(0, 10_000).mapToObj(i -> "i" + i).collect(Collectors.joining(","));
    var run = client().start("1", list);
    assertThat(world.outcome(run)).isInstanceOf(SagaOutcome.Completed.class);
    assertThat(services.made("pack")).hasSize(10_000);
  }

  /** Each item waits for an hour; the list of a run cannot be taken out any more when told so. */
  private SagaPlan<Object> spoilt(Set<String> spoilt) {
    ItemsRef<String> items =
        ItemsRef.of(
            INPUT,
            list -> {
              if (spoilt.contains(list)) {
                throw new IllegalStateException("the list is spoilt");
              }
              return split(list);
            });
    return SagaSpec.<Object>of("parcels", 1, INPUT)
        .step(
            StepSpec.<Object>of(
                    RESERVE,
                    (saga, call) -> services.call("reserve", call.item(items), call.context()))
                .each(items, 3)
                .readOnly())
        .returns((saga, call) -> String.join("+", call.results(RESERVE)))
        .plan();
  }

  private void reserveLater(Duration delay) {
    services.always(
        "reserve",
        (argument, context) -> {
          throw context.retryLater(delay);
        });
  }

  @Test
  void aListThatCannotBeTakenOutHarmsNoOtherRun() {
    reserveLater(Duration.ofHours(1));
    Set<String> spoilt = new HashSet<>();
    SagaClient<String, String> client = world.register(spoilt(spoilt));
    client.start("1", "a,b");
    client.start("2", "c,d");
    world.settle();
    world.crash();
    spoilt.add("a,b");
    services.always("reserve", (argument, context) -> argument);
    world.register(spoilt(spoilt));
    world.advance(Duration.ofHours(2));
    assertThat(world.view("parcels", "1").state()).isEqualTo(RunState.QUARANTINED);
    assertThat(world.view("parcels", "2").state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void aStartWithAListThatCannotBeTakenOutIsRefused() {
    SagaClient<String, String> client = world.register(spoilt(Set.of("a,b")));
    assertThatThrownBy(() -> client.start("1", "a,b"))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("reserve")
        .hasRootCauseMessage("the list is spoilt");
    assertThat(client.find("1")).isEmpty();
  }

  @Test
  void whoeverSuppliesAResultThatCannotBeTakenIsToldSo() {
    reserveLater(Duration.ofSeconds(3)); // so soon that it stays in memory
    Set<String> spoilt = new HashSet<>();
    SagaClient<String, String> client = world.register(spoilt(spoilt));
    client.start("1", "a,b");
    world.settle();
    spoilt.add("a,b");
    assertThatThrownBy(
            () ->
                world.run(
                    () ->
                        client.operate("1", "ada").supply(RESERVE.item(1), "b", "seen by myself")))
        .hasMessageContaining("the list is spoilt");
  }
}
