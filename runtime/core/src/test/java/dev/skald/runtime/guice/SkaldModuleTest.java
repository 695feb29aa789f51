package dev.skald.runtime.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Module;
import dev.skald.runtime.JournalException;
import dev.skald.runtime.RunView;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.SagaOutcome;
import dev.skald.runtime.codec.PayloadCodec;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.plan.InputRef;
import dev.skald.runtime.plan.SagaPlan;
import dev.skald.runtime.plan.StepRef;
import dev.skald.runtime.support.Orchestrator;
import dev.skald.runtime.support.SagaSpec;
import dev.skald.runtime.support.SagaView;
import dev.skald.runtime.support.StepSpec;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Wiring with Guice: what is wrong is said when the injector is made. */
class SkaldModuleTest {

  interface Bell {
    String ring(String name);
  }

  static final class Visit {
    private final Bell bell;

    @Inject
    Visit(Bell bell) {
      this.bell = bell;
    }
  }

  static final class VisitOrchestrator extends Orchestrator<String, String, SagaView> {
    private static final AtomicInteger MADE = new AtomicInteger();
    private static final InputRef<String> INPUT = InputRef.of(String.class);
    private static final StepRef<String> RING = StepRef.of(0, "ring", String.class);

    @Inject
    VisitOrchestrator(SagaEngine engine, Visit visit) {
      super(engine, plan(), visit);
      MADE.incrementAndGet();
    }

    private static SagaPlan<Visit> plan() {
      return SagaSpec.<Visit>of("visit", 1, INPUT)
          .step(StepSpec.<Visit>of(RING, (visit, call) -> visit.bell.ring(call.input(INPUT))))
          .pivot(RING)
          .plan();
    }

    @Override
    protected SagaView view(RunView run) {
      return new SagaView(run) {};
    }
  }

  private static final class Utf8 implements PayloadCodec {
    @Override
    public byte[] encode(Object value, Type type) {
      return ((String) value).getBytes();
    }

    @Override
    public Object decode(byte[] bytes, Type type) {
      return new String(bytes);
    }
  }

  private static Module bell() {
    return new AbstractModule() {
      @Override
      protected void configure() {
        bind(Bell.class).toInstance(name -> "ding " + name);
      }
    };
  }

  private static SkaldModule skald() {
    return SkaldModule.inMemory()
        .sagas(VisitOrchestrator.class)
        .settings(builder -> builder.codec(new Utf8()));
  }

  @Test
  void everythingIsBoundAndRuns() {
    Injector injector = Guice.createInjector(skald(), bell());
    try (SagaEngine engine = injector.getInstance(SagaEngine.class)) {
      VisitOrchestrator visit = injector.getInstance(VisitOrchestrator.class);
      assertThat(visit.start("1", "ada").await(Duration.ofSeconds(30)))
          .isEqualTo(new SagaOutcome.Completed<>("ding ada"));
      assertThat(engine.find("visit", "1")).isPresent();
    }
  }

  @Test
  void aMissingClientFailsWhenTheInjectorIsMadeAndOpensNothing() {
    AtomicInteger opened = new AtomicInteger();
    MemoryJournal memory = new MemoryJournal();
    SkaldModule module =
        SkaldModule.journal(
                () -> {
                  opened.incrementAndGet();
                  return memory.open();
                })
            .sagas(VisitOrchestrator.class)
            .settings(builder -> builder.codec(new Utf8()));
    assertThatThrownBy(() -> Guice.createInjector(module))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("Bell");
    assertThat(opened).hasValue(0);
  }

  @Test
  void orchestratorsAreEagerSingletons() {
    int before = VisitOrchestrator.MADE.get();
    Injector injector = Guice.createInjector(skald(), bell());
    assertThat(VisitOrchestrator.MADE).hasValue(before + 1);
    assertThat(injector.getInstance(VisitOrchestrator.class))
        .isSameAs(injector.getInstance(VisitOrchestrator.class));
    assertThat(injector.getInstance(SagaEngine.class))
        .isSameAs(injector.getInstance(SagaEngine.class));
    injector.getInstance(SagaEngine.class).close();
  }

  @Test
  void aJournalThatCannotBeOpenedSaysWhy() {
    SkaldModule module =
        SkaldModule.journal(
                () -> {
                  throw new JournalException("shop.db is in use by another process");
                })
            .sagas(VisitOrchestrator.class)
            .settings(builder -> builder.codec(new Utf8()));
    assertThatThrownBy(() -> Guice.createInjector(module, bell()))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("shop.db is in use by another process")
        .hasRootCauseInstanceOf(JournalException.class);
  }
}
