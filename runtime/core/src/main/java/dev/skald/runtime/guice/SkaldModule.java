package dev.skald.runtime.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import dev.skald.runtime.SagaEngine;
import dev.skald.runtime.engine.Skald;
import dev.skald.runtime.memory.MemoryJournal;
import dev.skald.runtime.spi.JournalProvider;
import dev.skald.runtime.support.Orchestrator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Binds a {@link SagaEngine} and generated orchestrators.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(
 *     SkaldModule.journal(SqliteJournal.at(Path.of("shop.db"))).sagas(PlaceOrderOrchestrator.class),
 *     new ShopModule());
 * PlaceOrderOrchestrator placeOrder = injector.getInstance(PlaceOrderOrchestrator.class);
 * }</pre>
 *
 * <p>Orchestrators are singletons, and made when the injector is: a client without binding fails
 * then and not at the step that needs it, and runs left by a former process go on at once. Whoever
 * made the injector closes the engine at the end: {@code
 * injector.getInstance(SagaEngine.class).close()}.
 */
public final class SkaldModule extends AbstractModule {

  private final JournalProvider journal;
  private final Set<Class<? extends Orchestrator<?, ?, ?>>> sagas = new LinkedHashSet<>();
  private UnaryOperator<Skald.Builder> settings = UnaryOperator.identity();

  private SkaldModule(JournalProvider journal) {
    this.journal = journal;
  }

  /**
   * A module whose engine keeps its runs in a journal.
   *
   * @param journal the journal
   * @return a module without sagas
   */
  public static SkaldModule journal(JournalProvider journal) {
    return new SkaldModule(journal);
  }

  /**
   * A module whose engine keeps its runs in memory, for tests and for trying things out.
   *
   * @return a module without sagas
   */
  public static SkaldModule inMemory() {
    return new SkaldModule(new MemoryJournal());
  }

  /**
   * Adds sagas.
   *
   * @param orchestrators the generated types
   * @return this
   */
  @SafeVarargs
  public final SkaldModule sagas(Class<? extends Orchestrator<?, ?, ?>>... orchestrators) {
    for (Class<? extends Orchestrator<?, ?, ?>> orchestrator : orchestrators) {
      sagas.add(orchestrator);
    }
    return this;
  }

  /**
   * Sets what the engine's builder offers.
   *
   * @param change takes the builder with its defaults and returns it
   * @return this
   */
  public SkaldModule settings(UnaryOperator<Skald.Builder> change) {
    settings = change;
    return this;
  }

  @Override
  protected void configure() {
    bind(SagaEngine.class).toProvider(this::openEngine).in(Scopes.SINGLETON);
    sagas.forEach(saga -> bind(saga).asEagerSingleton());
  }

  private SagaEngine openEngine() {
    return settings.apply(Skald.on(journal)).open();
  }
}
