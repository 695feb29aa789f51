package dev.skald.processor.validate;

import dev.skald.processor.diagnostic.Message;
import dev.skald.processor.diagnostic.Report;
import dev.skald.processor.diagnostic.Wording;
import dev.skald.processor.model.ClassForm;
import dev.skald.processor.model.Draft;
import java.util.Optional;

/** A saga is a class of which generated code can be given an object. */
final class SagaClassRule implements Rule {

  @Override
  public void check(Draft saga, Report report) {
    flaw(saga.type().simpleName(), saga.form())
        .ifPresent(message -> report.add(saga.where(), message));
  }

  private static Optional<Message> flaw(String saga, ClassForm form) {
    if (!form.kind().equals("class") && !form.kind().equals("record")) {
      return Optional.of(Wording.sagaKind(saga, form.kind()));
    }
    if (form.hider().isPresent()) {
      return form.hider().map(hider -> Wording.sagaHidden(saga, hider.simpleName()));
    }
    if (form.isInner()) {
      return Optional.of(Wording.sagaInner(saga));
    }
    if (form.isAbstract()) {
      return Optional.of(Wording.sagaAbstract(saga));
    }
    return form.isGeneric() ? Optional.of(Wording.sagaGeneric(saga)) : Optional.empty();
  }
}
