package dev.skald.testkit;

import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.support.Orchestrator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * Tries a saga with every fault at every step: declined, failing, timing out before and after its
 * effect, losing its reply, called twice, undone by an undo that fails, and a process that ends at
 * each append to the journal. One test each, in virtual time:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> everyFault() {
 *   return SagaFaults.every(
 *           MemoryShop::new,
 *           (engine, shop) -> new PlaceOrderOrchestrator(engine, new PlaceOrder(shop, shop, shop)))
 *       .standing(MemoryShop::standing)
 *       .scenario("two books", cart)
 *       .tests();
 * }
 * }</pre>
 *
 * <p>One invariant holds for all: each effect ends confirmed, undone, or escalated ({@code STUCK},
 * with its step named); it is never undone before it could exist, and never done twice under two
 * keys. After {@code COMPENSATED} what stands is what stood before; after {@code COMPLETED} it is
 * what stands without a fault. A run that is stuck is taken up again, as by a person who has mended
 * what was broken, and must then come to such an end.
 *
 * <p>Each test proves that its fault was reached. A step that no scenario reaches, or that no
 * scenario undoes, is a failed test of its own. Every failure says how to repeat it alone: {@code
 * -Dskald.fault=…} with a piece of its name leaves out all others.
 *
 * <p>What it cannot see: effects of which {@link #standing} does not tell, and calls of a process
 * that froze and went on later. Used by one thread; the tests run on the thread of whoever executes
 * them.
 *
 * @param <W> the services that the saga calls
 * @param <I> the saga's input
 * @param <O> the saga's orchestrator
 */
public final class SagaFaults<W, I, O extends Orchestrator<I, ?, ?>> {

  private final Subject<W, O> subject;
  private final List<Course<O>> courses = new ArrayList<>();

  private SagaFaults(Subject<W, O> subject) {
    this.subject = subject;
  }

  /**
   * Begins to describe what is tried.
   *
   * @param services makes fresh services for each test, in memory and the same each time
   * @param saga makes the orchestrator; called again with the same services after a crash, and may
   *     register other sagas that the saga starts
   * @param <W> the services
   * @param <I> the saga's input
   * @param <O> the saga's orchestrator
   * @return a description without scenarios
   */
  public static <W, I, O extends Orchestrator<I, ?, ?>> SagaFaults<W, I, O> every(
      Supplier<W> services, BiFunction<SagaEngine, W, O> saga) {
    return new SagaFaults<>(new Subject<>(services, saga));
  }

  /**
   * Says which effects stand: what others would see of them, such as goods on the shelf and
   * payments taken. Without it only the calls themselves are judged, and an undo that forgets
   * something is not noticed.
   *
   * @param effects gives a value with {@code equals} that does not change later; must leave out
   *     what is knowingly never undone, and what differs from run to run
   * @return this
   */
  public SagaFaults<W, I, O> standing(Function<? super W, ?> effects) {
    subject.standing(effects);
    return this;
  }

  /**
   * Adds a run from start to end.
   *
   * @param name for people, and to repeat its tests
   * @param input the input
   * @return this
   */
  public SagaFaults<W, I, O> scenario(String name, I input) {
    return scenario(name, input, nothing -> {});
  }

  /**
   * Adds a run to which something is done from outside, such as signals.
   *
   * @param name for people, and to repeat its tests
   * @param input the input
   * @param events says what is done, and when
   * @return this
   */
  public SagaFaults<W, I, O> scenario(String name, I input, Consumer<Scenario<O>> events) {
    Scenario<O> scenario = new Scenario<>();
    events.accept(scenario);
    courses.add(
        new Course<>(name, "run-1", (saga, key) -> saga.start(key, input), scenario.actions()));
    return this;
  }

  /**
   * Says how an exception is made by which a step is declined. Needed only for types that no
   * constructor makes from a text, zeros and nulls.
   *
   * @param type a type that a step declares
   * @param maker makes one
   * @param <E> the type
   * @return this
   */
  public <E extends Exception> SagaFaults<W, I, O> rejection(Class<E> type, Supplier<E> maker) {
    subject.rejections().give(type, maker);
    return this;
  }

  /**
   * Says where the journals are kept; in memory by default, which does not take transactional
   * steps.
   *
   * @param journals makes a fresh journal for each test
   * @return this
   */
  public SagaFaults<W, I, O> journals(Supplier<JournalProvider> journals) {
    subject.journals(journals);
    return this;
  }

  /**
   * Says how inputs and results are journaled; by the codec on the class path by default.
   *
   * @param codec the application's own
   * @return this
   */
  public SagaFaults<W, I, O> codec(PayloadCodec codec) {
    subject.codec(codec);
    return this;
  }

  /**
   * Makes the tests. Each scenario is carried out once without a fault here, to see what it
   * reaches.
   *
   * @return a container for each scenario, and a test that every step is reached
   * @throws IllegalStateException if there is no scenario
   */
  public Stream<DynamicNode> tests() {
    if (courses.isEmpty()) {
      throw new IllegalStateException(
          "There is nothing to try; add a scenario: .scenario(\"an order\", cart)");
    }
    return new FaultTests<>(subject, courses).nodes();
  }
}
