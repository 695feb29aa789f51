package dev.skald.runtime.engine;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages handled one at a time, in the order in which they came: by the thread that brings one
 * while nobody is at it. No lock, no thread of its own (the queue-drain scheme of reactive
 * streams); and no queue until a message has to wait.
 */
final class Mailbox {

  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final AtomicReference<@Nullable Queue<Object>> messages = new AtomicReference<>();

  /** How many messages are there, the one included that is being handled. */
  private final AtomicInteger waiting = new AtomicInteger();

  private final Consumer<Object> handler;

  /**
   * Makes an empty mailbox.
   *
   * @param handler handles one message; what it throws is logged and stops no other message
   */
  Mailbox(Consumer<Object> handler) {
    this.handler = handler;
  }

  void post(Object message) {
    if (waiting.compareAndSet(0, 1)) {
      handle(message);
      if (waiting.decrementAndGet() == 0) {
        return;
      }
    } else {
      // Before it is counted: whoever counts on it finds it.
      queue().add(message);
      if (waiting.getAndIncrement() > 0) {
        return;
      }
    }
    do {
      handle(queue().remove());
    } while (waiting.decrementAndGet() > 0);
  }

  private Queue<Object> queue() {
    Queue<Object> there = messages.get();
    if (there == null) {
      Queue<Object> made = new ConcurrentLinkedQueue<>();
      there = messages.compareAndSet(null, made) ? made : messages.get();
    }
    return Objects.requireNonNull(there);
  }

  private void handle(Object message) {
    try {
      handler.accept(message);
    } catch (RuntimeException | Error e) {
      LOG.error("A message could not be handled: {}", message.getClass().getSimpleName(), e);
    }
  }

  /** While a message is handled: whether no other waits behind it. */
  boolean isLast() {
    return waiting.get() == 1;
  }
}
