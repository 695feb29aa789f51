package dev.skald.runtime.engine;

import dev.skald.StepContext;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Services that do as told, say {@code method(argument)} otherwise, and note each call. */
final class Script implements Trip.Services {

  private final List<Made> made = new CopyOnWriteArrayList<>();
  private final Map<String, Queue<Answer>> next = new ConcurrentHashMap<>();
  private final Map<String, Answer> always = new ConcurrentHashMap<>();

  /** The next calls of a method are answered so, one after the other. */
  Script next(String method, Answer... answers) {
    Queue<Answer> queue = next.computeIfAbsent(method, m -> new ArrayDeque<>());
    synchronized (queue) {
      queue.addAll(List.of(answers));
    }
    return this;
  }

  /** All calls of a method that are not answered otherwise are answered so. */
  Script always(String method, Answer answer) {
    always.put(method, answer);
    return this;
  }

  @Override
  public String call(String method, String argument, StepContext context) throws Exception {
    made.add(new Made(method, argument, context));
    Queue<Answer> queue = next.getOrDefault(method, new ArrayDeque<>());
    Answer answer;
    synchronized (queue) {
      answer = queue.poll();
    }
    if (answer == null) {
      answer = always.getOrDefault(method, (a, c) -> method + "(" + a + ")");
    }
    return answer.answer(argument, context);
  }

  List<Made> made() {
    return made;
  }

  List<Made> made(String method) {
    return made.stream().filter(call -> call.method().equals(method)).toList();
  }

  /** The calls in their order, each with its attempt. */
  List<String> calls() {
    return made.stream().map(Made::toString).toList();
  }

  /** Fails for a reason that nobody declared. */
  static Answer fail(String message) {
    return (argument, context) -> {
      throw new IllegalStateException(message);
    };
  }

  /** Declines. */
  static Answer decline(String message) {
    return (argument, context) -> {
      throw new Trip.Full(message);
    };
  }

  /** What a service does. */
  interface Answer {
    String answer(String argument, StepContext context) throws Exception;
  }

  /** A call that was made. */
  record Made(String method, String argument, StepContext context) {
    @Override
    public String toString() {
      return method + "#" + context.attempt();
    }
  }
}
