package dev.skald.processor;

import com.google.auto.service.AutoService;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.Lineage;
import dev.skald.processor.model.Product;
import dev.skald.processor.model.SagaModel;
import dev.skald.processor.render.OrchestratorRenderer;
import dev.skald.processor.render.PlanFile;
import dev.skald.processor.source.Marks;
import dev.skald.processor.source.Readiness;
import dev.skald.processor.source.SagaReader;
import dev.skald.processor.validate.Neighbours;
import dev.skald.processor.validate.Validator;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * Reads the sagas of a build, checks them and writes their orchestrators. Each orchestrator comes
 * from one saga alone, so incremental builds stay exact.
 */
@AutoService(Processor.class)
public final class SagaProcessor extends AbstractProcessor {

  private final BiFunction<Draft, Report, Product> validator;
  private final OrchestratorRenderer renderer = new OrchestratorRenderer();
  private final Neighbours neighbours = new Neighbours();

  /** Sagas that wait for types which other processors write, by name: elements end with a round. */
  private final Set<String> waiting = new LinkedHashSet<>();

  private LockFiles lockFiles = LockFiles.none();

  /** Made by the compiler. */
  public SagaProcessor() {
    this(new Validator()::validate);
  }

  SagaProcessor(BiFunction<Draft, Report, Product> validator) {
    this.validator = validator;
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Marks.names();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    lockFiles =
        LockFiles.of(
            environment.getOptions(),
            note -> environment.getMessager().printMessage(Kind.NOTE, note));
  }

  @Override
  public Set<String> getSupportedOptions() {
    return LockFiles.OPTIONS;
  }

  /** Claims the annotations: nobody else has a use for them, and strict builds ask for a claim. */
  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    DiagnosticPrinter printer = new DiagnosticPrinter(processingEnv);
    SagaReader reader = new SagaReader(processingEnv);
    Set<? extends Element> marked = Marks.in(round);
    printer.print(Marks.outsideSagas(marked, processingEnv));
    for (TypeElement saga : sagas(marked)) {
      if (Readiness.isReady(saga)) {
        process(saga, reader, lockFiles, printer::print);
      } else if (round.processingOver()) {
        // The compiler itself says which type is missing. Callers still get what can be known.
        process(saga, reader, LockFiles.none(), report -> {});
      } else {
        waiting.add(saga.getQualifiedName().toString());
      }
    }
    return true;
  }

  /** The whole way of one saga through the processor. */
  private void process(
      TypeElement saga, SagaReader reader, LockFiles lockFiles, Consumer<Report> printer) {
    try {
      Draft draft = reader.read(saga);
      Report report = new Report();
      boolean nameIsFree = neighbours.check(draft, report);
      Product product = validator.apply(draft, report);
      Optional<Lineage> lineage =
          product instanceof SagaModel model
              ? Optional.of(lockFiles.check(model, draft, report))
              : Optional.empty();
      printer.accept(report);
      if (nameIsFree) {
        write(product, lineage, saga);
      }
    } catch (RuntimeException | IOException | LinkageError | StackOverflowError e) {
      new DiagnosticPrinter(processingEnv)
          .print(saga, Wording.internal(saga.getSimpleName().toString(), e));
    }
  }

  /** In an order of their own, so that what is said of two of them is the same in every build. */
  private List<TypeElement> sagas(Set<? extends Element> marked) {
    List<TypeElement> sagas = new ArrayList<>();
    for (String name : waiting) {
      sagas.add(processingEnv.getElementUtils().getTypeElement(name));
    }
    waiting.clear();
    sagas.addAll(Marks.sagas(marked));
    sagas.sort(Comparator.comparing(saga -> saga.getQualifiedName().toString()));
    return sagas;
  }

  private void write(Product product, Optional<Lineage> lineage, TypeElement saga)
      throws IOException {
    String name = product.signature().generated().qualifiedName();
    try (Writer out = processingEnv.getFiler().createSourceFile(name, saga).openWriter()) {
      out.write(renderer.render(product, lineage));
    }
    if (product instanceof SagaModel model) {
      writePlan(new PlanFile(model, lineage.orElseThrow()), saga);
    }
  }

  private void writePlan(PlanFile plan, TypeElement saga) throws IOException {
    FileObject file =
        processingEnv
            .getFiler()
            .createResource(StandardLocation.CLASS_OUTPUT, "", plan.path(), saga);
    try (Writer out = file.openWriter()) {
      out.write(plan.text());
    }
  }
}
