package dev.skald.testkit;

import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.support.Orchestrator;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The saga that is tried, and the services around it.
 *
 * @param <W> the services
 * @param <O> the saga's orchestrator
 */
final class Subject<W, O extends Orchestrator<?, ?, ?>> {

  private final Supplier<W> services;
  private final BiFunction<SagaEngine, W, O> saga;
  private final Rejections rejections = new Rejections();
  private Function<W, @Nullable Object> standing = ignored -> null;
  private Supplier<JournalProvider> journals = MemoryJournal::new;
  private @Nullable PayloadCodec codec;

  Subject(Supplier<W> services, BiFunction<SagaEngine, W, O> saga) {
    this.services = services;
    this.saga = saga;
  }

  void standing(Function<? super W, ?> effects) {
    standing = effects::apply;
  }

  void journals(Supplier<JournalProvider> each) {
    journals = each;
  }

  void codec(PayloadCodec own) {
    codec = own;
  }

  /** The same with other journals. */
  Subject<W, O> on(Supplier<JournalProvider> others) {
    Subject<W, O> same = new Subject<>(services, saga);
    same.journals(others);
    same.codec = codec;
    return same;
  }

  Rejections rejections() {
    return rejections;
  }

  W newServices() {
    return services.get();
  }

  O saga(SagaEngine engine, W around) {
    return saga.apply(engine, around);
  }

  @Nullable Object standing(W around) {
    return standing.apply(around);
  }

  /** An engine for one test, on a fresh journal. */
  TestSkald newSkald(Interception interception) {
    TestSkald skald = new TestSkald(true, journals.get(), interception);
    return codec == null ? skald : skald.codec(codec);
  }
}
