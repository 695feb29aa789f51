package dev.skald.runtime.engine;

import dev.skald.runtime.RunOperator;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaClient;
import dev.skald.runtime.SagaHandle;
import dev.skald.runtime.SignalReceipt;
import dev.skald.runtime.plan.SignalRef;
import java.util.Optional;

/**
 * One saga of the engine.
 *
 * @param <I> the saga's input
 * @param <R> the saga's result
 */
final class Client<I, R> implements SagaClient<I, R> {

  private final Engine engine;
  private final SagaType<?> type;

  Client(Engine engine, SagaType<?> type) {
    this.engine = engine;
    this.type = type;
  }

  @Override
  public SagaHandle<R> start(String key, I input) {
    return new Handle<>(engine, keyOf(key), engine.start(type, key, input));
  }

  @Override
  public Optional<RunView> find(String key) {
    return engine.find(type.plan().name(), key);
  }

  @Override
  public Optional<SagaHandle<R>> handle(String key) {
    return engine.exists(keyOf(key))
        ? Optional.of(new Handle<>(engine, keyOf(key), null))
        : Optional.empty();
  }

  @Override
  public RunOperator operate(String key, String operator) {
    return new OperatorDesk(engine, keyOf(key), operator);
  }

  private RunKey keyOf(String key) {
    return new RunKey(type.plan().name(), key);
  }

  @Override
  public <T> SignalReceipt signal(SignalRef<T> signal, String key, String eventId, T event) {
    OperatorDesk.check("id of the event", eventId);
    return engine.signal(type, keyOf(key), signal, eventId, event);
  }
}
