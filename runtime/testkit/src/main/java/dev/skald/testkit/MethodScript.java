package dev.skald.testkit;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What is said of one method. */
final class MethodScript {

  private final Queue<Answer> next = new ArrayDeque<>();
  private @Nullable Answer always;

  synchronized void addNext(Answer answer) {
    next.add(answer);
  }

  synchronized void setAlways(Answer answer) {
    always = answer;
  }

  /** What the call does that is made now, {@code null} if nothing is said of it. */
  synchronized @Nullable Answer take() {
    Answer first = next.poll();
    return first != null ? first : always;
  }
}
