package dev.skald.processor;

import dev.skald.processor.diagnostic.Anchor;
import dev.skald.processor.diagnostic.EvolutionWording;
import dev.skald.processor.diagnostic.Message;
import dev.skald.processor.diagnostic.Reason;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.lock.Change;
import dev.skald.processor.lock.Comparison;
import dev.skald.processor.lock.Describer;
import dev.skald.processor.lock.Description;
import dev.skald.processor.lock.LockFile;
import dev.skald.processor.lock.LockFileException;
import dev.skald.processor.lock.Verdict;
import dev.skald.processor.model.Draft;
import dev.skald.processor.model.Lineage;
import dev.skald.processor.model.MethodDraft;
import dev.skald.processor.model.SagaModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Compares the sagas of a build with their lock files, and writes these where that is wanted. */
final class LockFiles {

  private static final String DIRECTORY = "skald.lock";
  private static final String MODE = "skald.lock.mode";

  /** The options of the compiler that concern lock files. */
  static final Set<String> OPTIONS = Set.of(DIRECTORY, MODE);

  private enum Mode {
    CHECK,
    ACCEPT,
    FROZEN
  }

  private final Optional<LockStore> store;
  private final Mode mode;
  private final Consumer<String> notes;

  /** What is wrong with the options; told at one saga only. */
  private Optional<Message> wrong;

  private LockFiles(
      Optional<LockStore> store, Mode mode, Optional<Message> wrong, Consumer<String> notes) {
    this.store = store;
    this.mode = mode;
    this.wrong = wrong;
    this.notes = notes;
  }

  /** No lock files: plans are named, and nothing is compared. */
  static LockFiles none() {
    return new LockFiles(Optional.empty(), Mode.CHECK, Optional.empty(), note -> {});
  }

  /**
   * The lock files that the options of the compiler ask for.
   *
   * @param options the options
   * @param notes takes what a person may like to know
   */
  static LockFiles of(Map<String, String> options, Consumer<String> notes) {
    String directory = options.get(DIRECTORY);
    String mode = options.get(MODE);
    if (directory == null) {
      return new LockFiles(
          Optional.empty(),
          Mode.CHECK,
          Optional.ofNullable(mode).map(EvolutionWording::modeWithoutDirectory),
          notes);
    }
    Optional<LockStore> store = LockStore.at(directory);
    Optional<Mode> wanted = mode == null ? Optional.of(Mode.CHECK) : mode(mode);
    Optional<Message> wrong = Optional.empty();
    if (store.isEmpty()) {
      wrong = Optional.of(EvolutionWording.relativeDirectory(directory));
    } else if (wanted.isEmpty()) {
      wrong = Optional.of(EvolutionWording.unknownMode(mode));
    }
    return new LockFiles(
        wrong.isPresent() ? Optional.empty() : store, wanted.orElse(Mode.CHECK), wrong, notes);
  }

  private static Optional<Mode> mode(String word) {
    for (Mode mode : Mode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /**
   * Compares a valid saga with its lock file. One that has errors is left alone.
   *
   * @param report takes what there is to say
   * @return how the plan is named
   */
  Lineage check(SagaModel saga, Draft draft, Report report) {
    Description now = Describer.describe(saga, draft);
    Lineage alone = new Lineage(now.fingerprint(), List.of());
    wrong.ifPresent(message -> report.add(draft.where(), message));
    wrong = Optional.empty();
    if (store.isEmpty() || report.hasErrors()) {
      return alone;
    }
    String file = LockFile.fileName(saga.name(), saga.version());
    try {
      Optional<LockFile> lock = store.get().read(now);
      return lock.isPresent()
          ? compared(lock.get(), now, draft, report)
          : missing(now, draft, report);
    } catch (LockFileException e) {
      report.add(
          draft.where(), EvolutionWording.damaged(file, e.line(), e.getMessage(), wayOut(e)));
    } catch (IOException e) {
      report.add(draft.where(), EvolutionWording.unusable(file, LockStore.reason(e)));
    }
    return alone;
  }

  private static String wayOut(LockFileException damage) {
    return switch (damage.problem()) {
      case CONFLICT -> EvolutionWording.takeOneSide();
      case NEWER -> EvolutionWording.update();
      case TRUNCATED, EDITED, TOO_LARGE, ANOTHER, MALFORMED -> EvolutionWording.restore();
    };
  }

  private Lineage missing(Description now, Draft draft, Report report) throws IOException {
    String file = LockFile.fileName(now.saga(), now.version());
    switch (mode) {
      case ACCEPT -> write(LockFile.first(now), now);
      case FROZEN ->
          report.add(
              draft.where(), EvolutionWording.frozenWithout(now.saga(), now.version(), file));
      case CHECK -> {
        if (!draft.quiet()) {
          report.add(draft.where(), EvolutionWording.notLocked(now.saga(), now.version(), file));
        }
      }
    }
    return new Lineage(now.fingerprint(), List.of());
  }

  private Lineage compared(LockFile lock, Description now, Draft draft, Report report)
      throws IOException {
    Verdict verdict = Comparison.compare(lock, now);
    if (verdict instanceof Verdict.NeedsNewVersion breaking) {
      refuse(breaking, now, draft, report);
    } else if (verdict instanceof Verdict.Compatible compatible) {
      return compatible(lock, compatible.changes(), now, draft, report);
    }
    return lock.lineage(lock.accepted().description());
  }

  private Lineage compatible(
      LockFile lock, List<Change> changes, Description now, Draft draft, Report report)
      throws IOException {
    String file = LockFile.fileName(now.saga(), now.version());
    List<Reason> reasons = changes.stream().map(Change::reason).toList();
    Anchor where = where(changes.get(0).step(), draft);
    switch (mode) {
      case ACCEPT -> write(lock.accept(now), now);
      case FROZEN -> report.add(where, EvolutionWording.frozen(now.saga(), reasons, file));
      case CHECK -> {
        if (!draft.quiet()) {
          report.add(where, EvolutionWording.notAccepted(now.saga(), reasons, file));
        }
      }
    }
    return lock.lineage(now);
  }

  /** One message for each step, with all that is to be said of it. */
  private static void refuse(
      Verdict.NeedsNewVersion verdict, Description now, Draft draft, Report report) {
    Map<Optional<String>, List<Reason>> byStep = new LinkedHashMap<>();
    verdict
        .changes()
        .forEach(
            change ->
                byStep
                    .computeIfAbsent(change.step(), step -> new ArrayList<>())
                    .add(change.reason()));
    byStep.forEach(
        (step, reasons) ->
            report.add(
                where(step, draft),
                EvolutionWording.needsNewVersion(
                    now.saga(),
                    now.version(),
                    reasons,
                    draft.type().simpleName(),
                    LockFile.fileName(now.saga(), now.version()))));
  }

  private static Anchor where(Optional<String> step, Draft draft) {
    return step.stream()
        .flatMap(name -> draft.steps().stream().filter(method -> method.name().equals(name)))
        .map(MethodDraft::where)
        .findFirst()
        .orElse(draft.where());
  }

  private void write(LockFile lock, Description now) throws IOException {
    Path file = store.orElseThrow().write(lock);
    notes.accept(EvolutionWording.written(file.toString(), now.saga(), now.version()));
  }
}
