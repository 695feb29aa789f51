package dev.skald.runtime.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages handled one at a time, in the order in which they came: by the thread that brings one
 * while nobody is at it. No lock, no thread of its own (the queue-drain scheme of reactive
 * streams).
 */
final class Mailbox {

  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final Queue<Object> messages = new ConcurrentLinkedQueue<>();
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
    messages.add(message);
    if (waiting.getAndIncrement() == 0) {
      do {
        handle(messages.remove());
      } while (waiting.decrementAndGet() > 0);
    }
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
