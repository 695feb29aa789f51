package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.ClassForm;
import dev.skald.processor.model.Draft;
import java.util.Optional;

/** A saga is a class of which generated code can be given an object. */
final class SagaClassRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    flaw(saga.form())
        .ifPresent(
            flaw -> report.add(saga.where(), Wording.sagaClass(saga.type().simpleName(), flaw)));
  }

  private static Optional<String> flaw(ClassForm form) {
    if (!form.kind().equals("class") && !form.kind().equals("record")) {
      return Optional.of((form.kind().matches("[aei].*") ? "an " : "a ") + form.kind());
    }
    if (form.isPrivate()) {
      return Optional.of("private, or within a private type");
    }
    if (form.isInner()) {
      return Optional.of("an inner class that is not static");
    }
    if (form.isAbstract()) {
      return Optional.of("abstract");
    }
    return form.isGeneric() ? Optional.of("generic") : Optional.empty();
  }
}
