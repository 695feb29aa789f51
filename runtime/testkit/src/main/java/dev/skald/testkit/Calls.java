package dev.skald.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** All calls of the user's methods, in the order in which they began, and how each ended. */
final class Calls {

  private final List<Entry> entries = new ArrayList<>();
  private final ThreadLocal<@Nullable StepCall> current = new ThreadLocal<>();

  /** A call, and its end as far as it has come. */
  static final class Entry {
    private final StepCall call;
    private volatile End end = End.OPEN;
    private volatile @Nullable Throwable thrown;

    Entry(StepCall call) {
      this.call = call;
    }

    StepCall call() {
      return call;
    }

    End end() {
      return end;
    }

    @Nullable Throwable thrown() {
      return thrown;
    }

    private void ended(@Nullable Throwable failure) {
      thrown = failure;
      end = failure == null ? End.RETURNED : End.THREW;
    }
  }

  /** How a call of the user's method ended. */
  enum End {
    /** It has not, and perhaps never will. */
    OPEN,
    RETURNED,
    THREW
  }

  /** Makes a call of the user's method, and notes it. */
  @Nullable Object note(StepCall call, Callable<@Nullable Object> real) throws Exception {
    Entry entry = new Entry(call);
    synchronized (this) {
      entries.add(entry);
    }
    StepCall before = current.get();
    current.set(call);
    try {
      Object returned = real.call();
      if (returned instanceof CompletionStage<?> stage) {
        return stage.whenComplete((value, failure) -> entry.ended(failure));
      }
      entry.ended(null);
      return returned;
    } catch (Throwable e) {
      entry.ended(e);
      throw e;
    } finally {
      current.set(before);
    }
  }

  /** The call in which the current thread is, or {@code null} for none. */
  @Nullable StepCall current() {
    return current.get();
  }

  synchronized List<Entry> of(String saga, String key) {
    return entries.stream()
        .filter(entry -> entry.call.saga().equals(saga) && entry.call.key().equals(key))
        .toList();
  }
}
